import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApiKey } from '@dwell/programs';
import { type PastRequest, recordHistory } from '@dwell/api/testing/record-history';
import { ServerProcess } from '@dwell/api/testing/server-process';

export const ADMIN = { username: 'admin', password: 'correct horse battery' };

/** A request of a program's. */
interface Call {
  key?: string;
  body?: unknown;
}

/** The built server as its own process, over a SQLite file in a scratch folder. */
export class Server {
  private constructor(
    readonly url: string,
    /** An API key that may read all. */
    readonly key: string,
    private readonly release: () => Promise<void>,
  ) {}

  /**
   * @param history what it has received before it started
   * @param settings beside those that every test's server has
   */
  static async start(
    history: readonly PastRequest[],
    settings: Readonly<Record<string, string>> = {},
  ): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), 'dwell-e2e-'));
    const file = join(folder, 'dwell.db');
    await recordHistory(file, history);
    const process = ServerProcess.spawn({
      DATABASE_URL: `file:${file}`,
      ADMIN_PASSWORD: ADMIN.password,
      ...settings,
    });
    const release = async (): Promise<void> => {
      await process.stop('SIGTERM');
      await rm(folder, { recursive: true });
    };
    try {
      const url = await process.ready();
      return new Server(url, await createApiKey(url, ADMIN.password, 'analyst'), release);
    } catch (error) {
      await release();
      throw error;
    }
  }

  close(): Promise<void> {
    return this.release();
  }

  /** The answer's status, as a program without a browser gets it. */
  async status(method: string, path: string, call: Call): Promise<number> {
    return (await this.send(method, path, call)).status;
  }

  /** The status that a login with this password is answered with. */
  async logIn(username: string, password: string): Promise<number> {
    return (await this.send('POST', 'auth/login', { body: { username, password } })).status;
  }

  /** What the API answers to a question. @throws when it refuses. */
  async ask<Answer>(path: string, query: Readonly<Record<string, string | number>> = {}): Promise<Answer> {
    const parameters = new URLSearchParams(
      Object.entries(query).map(([name, value]) => [name, String(value)]),
    );
    const response = await this.send('GET', `${path}?${parameters.toString()}`, { key: this.key });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${String(response.status)}: ${text}`);
    return JSON.parse(text) as Answer;
  }

  private send(method: string, path: string, { key, body }: Call): Promise<Response> {
    return fetch(`${this.url}/api/v2/${path}`, {
      method,
      headers: {
        ...(key !== undefined && { Authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }
}
