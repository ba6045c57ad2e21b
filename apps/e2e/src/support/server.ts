import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApiKey } from '@dwell/programs';
import { type PastRequest, recordHistory } from '@dwell/api/testing/record-history';
import { ServerProcess } from '@dwell/api/testing/server-process';

/**
 * How long sessions stay active without a keepalive, in seconds. The default is 300, and on a slow machine the tests of
 * one server take longer: the sessions that are active at its start must not end meanwhile.
 */
const ALIVE_SECONDS = 1_500;

export const ADMIN = { username: 'admin', password: 'correct horse battery' };

/** The API key and the body of a request that is sent outside the browser. */
interface Call {
  key?: string;
  /** The user for whom the key reports. */
  username?: string;
  body?: unknown;
}

/** The built server in a process of its own, with a SQLite file in a temporary folder. */
export class Server {
  private constructor(
    readonly url: string,
    /** An API key with the role analyst. */
    readonly key: string,
    private readonly env: Readonly<Record<string, string>>,
    private process: ServerProcess,
    private readonly folder: string,
  ) {}

  /**
   * Starts a server.
   * @param history the requests that are recorded in the database before the start
   * @param settings environment variables in addition to those of every test server
   * @param createFile creates the database file in which `history` is recorded. Without it, the file is new.
   */
  static async start(
    history: readonly PastRequest[],
    settings: Readonly<Record<string, string>> = {},
    createFile?: (file: string) => Promise<void>,
  ): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), 'dwell-e2e-'));
    const file = join(folder, 'dwell.db');
    await createFile?.(file);
    await recordHistory(file, history);
    const env = {
      DATABASE_URL: `file:${file}`,
      ADMIN_PASSWORD: ADMIN.password,
      ALIVE_SESSION_DURATION: String(ALIVE_SECONDS),
      ...settings,
    };
    const process = ServerProcess.spawn(env);
    try {
      const url = await process.ready();
      const key = await createApiKey(url, ADMIN.password, 'analyst');
      return new Server(url, key, { ...env, PORT: new URL(url).port }, process, folder);
    } catch (error) {
      await process.stop('SIGTERM');
      await rm(folder, { recursive: true });
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.process.stop('SIGTERM');
    await rm(this.folder, { recursive: true });
  }

  /** Kills the server. Browsers can't connect until {@link restart}. */
  async kill(): Promise<void> {
    await this.process.stop('SIGKILL');
  }

  /**
   * Starts the killed server again, with the same address and database. `settings` change its environment variables.
   */
  async restart(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    this.process = ServerProcess.spawn({ ...this.env, ...settings });
    await this.process.ready();
  }

  /** Stops the server, so that it accepts connections and answers no request until {@link resume}. */
  pause(): void {
    this.process.signal('SIGSTOP');
  }

  resume(): void {
    this.process.signal('SIGCONT');
  }

  /** Sends a request from this process, not from the browser. Returns the status of the answer. */
  async status(method: string, path: string, call: Call): Promise<number> {
    return (await this.send(method, path, call)).status;
  }

  /** Returns the status of the answer to a login with this password. */
  async logIn(username: string, password: string): Promise<number> {
    return (await this.send('POST', 'auth/login', { body: { username, password } })).status;
  }

  /** Sends a ping of a user's application now. @throws when the status is an error. */
  async report(username: string, call: string, body: object = {}): Promise<void> {
    const response = await this.send('POST', call, { key: this.key, username, body });
    if (!response.ok) throw new Error(`${call} answered ${String(response.status)}`);
  }

  /** Returns the API's answer to a GET request. @throws when the status is an error. */
  async get<Answer>(path: string, query: Readonly<Record<string, string | number>> = {}): Promise<Answer> {
    const parameters = new URLSearchParams(
      Object.entries(query).map(([name, value]) => [name, String(value)]),
    );
    const response = await this.send('GET', `${path}?${parameters.toString()}`, { key: this.key });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${String(response.status)}: ${text}`);
    return JSON.parse(text) as Answer;
  }

  private send(method: string, path: string, { key, username, body }: Call): Promise<Response> {
    return fetch(`${this.url}/api/v2/${path}`, {
      method,
      headers: {
        ...(key !== undefined && { Authorization: `Bearer ${key}` }),
        ...(username !== undefined && { 'X-Dwell-User': encodeURIComponent(username) }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }
}
