import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { CreateApiKeyBody, KeepaliveBody, SessionAnswer, SessionHideBody } from '@dwell/shared';
import { describeApi } from '../http/api-docs/document.js';
import { type Answered, DocumentChecker } from '../http/api-docs/testing/document-checker.js';
import { type RunningServer, startServer, type StartOptions } from '../server.js';
import { type Environment, readSettings } from '../platform/settings/read-settings.js';
import type { Settings } from '../platform/settings/settings.js';
import { Siblings } from '../platform/siblings.js';
import { openDatabase, openSharedWriter } from '../store/open-database.js';
import { channelPair } from './channel-pair.js';
import { SystemClock } from '../platform/clock.js';
import { Recorder } from '../recording/recorder.js';
import { RecorderClient, shareRecorder } from '../recording/shared-recorder.js';
import { FakeClock } from './fake-clock.js';

export const ADMIN_PASSWORD = 'correct horse battery';

/** A cost so low that hashing a password takes microseconds. */
const LOW_PASSWORD_COST = { N: 16, r: 1, p: 1 };

/**
 * Switches off the limits per second. The clock of tests stands still, so such a limit would count all requests of a
 * test together.
 */
const NO_RATE_LIMITS = { RATE_LIMIT_PER_KEY: '0', RATE_LIMIT_PER_USER: '0', RATE_LIMIT_PER_ADDRESS: '0' };

/** A Monday morning, in epoch milliseconds. */
export const START_OF_TEST = Date.UTC(2026, 2, 2, 9);

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: T;
}

/** Returns the first cookie that an answer sets, as a request sends it back; an empty text if there is none. */
export const cookieOf = ({ headers }: Pick<Answer, 'headers'>): string =>
  headers.getSetCookie()[0]?.split(';')[0] ?? '';

export interface Call {
  /** Sent as a bearer token. */
  readonly key?: string;
  /** Sent in X-Dwell-User. */
  readonly user?: string;
  readonly cookie?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent unchanged. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Record<string, string>;
}

/**
 * Whether each answer is checked against the OpenAPI document. The fast tests do without, because reading the document
 * takes a moment in each spec file.
 */
const CHECKS_ANSWERS = process.env['DWELL_FEW_CASES'] === undefined;

/** Starts what answers requests: one server, or several that share a database. */
type StartAll = (
  settings: Settings,
  options: StartOptions,
) => Promise<readonly [RunningServer, ...RunningServer[]]>;

/** Runs a real server on a free port, with a real database and a {@link FakeClock}. */
export class TestServer {
  private checker: DocumentChecker | undefined;
  private calls = 0;

  private constructor(
    private readonly servers: readonly [RunningServer, ...RunningServer[]],
    readonly clock: FakeClock,
    private readonly release: () => Promise<void>,
  ) {}

  /**
   * Starts a server with `env` as its environment, and without limits per second unless `env` sets them. The default
   * database is a new SQLite file.
   */
  static start(env: Environment = {}, options: StartOptions = {}): Promise<TestServer> {
    return TestServer.startAll(env, async (settings, common) => [
      await startServer(settings, { ...common, ...options }),
    ]);
  }

  /**
   * Starts two servers on a new SQLite file that work together as the processes of one server do (WORKERS). Each
   * request goes to the other one than the request before it.
   */
  static startTwoProcesses(env: Environment = {}): Promise<TestServer> {
    return TestServer.startAll(env, startTwo);
  }

  private static async startAll(env: Environment, start: StartAll): Promise<TestServer> {
    const folder = await mkdtemp(join(tmpdir(), 'dwell-test-'));
    const clock = new FakeClock(START_OF_TEST);
    const settings = readSettings(
      {
        PORT: '0',
        DATABASE_URL: `file:${folder}/dwell.db`,
        ADMIN_PASSWORD,
        LOG_LEVEL: 'silent',
        ...NO_RATE_LIMITS,
        ...env,
      },
      folder,
    );
    try {
      const servers = await start(settings, { clock, passwordCost: LOW_PASSWORD_COST });
      return new TestServer(servers, clock, async () => {
        for (const server of servers.toReversed()) await server.close();
        await rm(folder, { recursive: true });
      });
    } catch (error) {
      await rm(folder, { recursive: true });
      throw error;
    }
  }

  get running(): RunningServer {
    return this.servers[0];
  }

  /** The URL for the next request. If there are two servers, each is used in turn. */
  get url(): string {
    const { url } = this.servers[this.calls++ % this.servers.length] ?? this.running;
    return url;
  }

  close(): Promise<void> {
    return this.release();
  }

  /** Resolves to the answer; to that of a live stream, which never ends, without its text. */
  async call<T = Record<string, unknown>>(method: string, path: string, call: Call = {}): Promise<Answer<T>> {
    const { key, user, cookie, body, raw } = call;
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(user === undefined ? {} : { 'x-dwell-user': encodeURIComponent(user) }),
        ...(cookie === undefined ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...call.headers,
      },
      body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
    });
    const { status, headers } = response;
    const contentType = headers.get('content-type');
    const isEndless = contentType?.startsWith('text/event-stream') ?? false;
    const content = isEndless ? '' : await response.text();
    if (isEndless) await response.body?.cancel();
    const answered: unknown = contentType?.startsWith('application/json') ? JSON.parse(content) : undefined;
    if (CHECKS_ANSWERS) this.check({ method, path, status, contentType, body: answered });
    return { status, headers, text: content, body: answered as T };
  }

  /** Throws if the OpenAPI document describes the operation, but not this answer. */
  private check(answered: Answered): void {
    this.checker ??= new DocumentChecker(describeApi(this.running.app)());
    const problems = this.checker.problemsOfAnswer(answered);
    if (problems.length === 0) return;
    const { method, path, status } = answered;
    const call = `${method} ${path.slice(0, 200)} ${status}`;
    throw new Error(`Not as the OpenAPI document says: ${call}: ${problems.join('; ')}`);
  }

  /**
   * Sends a request as exactly these lines, which fetch would not send, and then `body`. Resolves to the whole answer
   * as text once the server closes the connection.
   */
  send(lines: readonly string[], body: string | Uint8Array = ''): Promise<string> {
    const { hostname, port } = new URL(this.url);
    const socket = connect(Number(port), hostname);
    // Bytes are sent as latin1 characters, so that a header can hold any byte.
    socket.write(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'));
    socket.write(body);
    return text(socket);
  }

  /** Logs in and resolves to the cookie. */
  async logIn(username = 'admin', password = ADMIN_PASSWORD): Promise<string> {
    const answer = await this.call('POST', '/api/v2/auth/login', { body: { username, password } });
    if (answer.status !== 200) throw new Error(`Login answered ${answer.status}: ${answer.text}`);
    return cookieOf(answer);
  }

  async createKey(body: CreateApiKeyBody): Promise<string> {
    const answer = await this.call<{ key: string }>('POST', '/api/v2/api-keys', {
      cookie: await this.logIn(),
      body,
    });
    if (answer.status !== 201) throw new Error(`Creating a key answered ${answer.status}: ${answer.text}`);
    return answer.body.key;
  }
}

/** A user of a test server, who reports with an unbound key. */
export class TestUser {
  constructor(
    private readonly server: TestServer,
    private readonly key: string,
    readonly username: string,
  ) {}

  start(): Promise<Answer> {
    return this.post('sessionstart');
  }

  keepalive(body: KeepaliveBody): Promise<Answer> {
    return this.post('keepalive', body);
  }

  hide(body: SessionHideBody): Promise<Answer> {
    return this.post('session-hide', body);
  }

  async sessions(): Promise<SessionAnswer[]> {
    const query = new URLSearchParams({ 'usernames[]': this.username });
    const { body } = await this.server.call<{ sessions: SessionAnswer[] }>(
      'GET',
      `/api/v2/sessions?${query}`,
      {
        key: this.key,
      },
    );
    return body.sessions;
  }

  /** Resolves to the only session of the user. Rejects if there are none or several. */
  async session(): Promise<SessionAnswer> {
    const [session, ...more] = await this.sessions();
    if (!session || more.length > 0)
      throw new Error(`${this.username} should have one session but has ${more.length + (session ? 1 : 0)}`);
    return session;
  }

  post(call: string, body?: unknown): Promise<Answer> {
    return this.server.call('POST', `/api/v2/${call}`, { key: this.key, user: this.username, body });
  }
}

/** Tells the other servers in this process that identities have changed, as the primary tells other processes. */
class Connected extends Siblings {
  private readonly listeners: (() => void)[] = [];
  readonly others: Connected[] = [];

  override tellIdentitiesChanged(): Promise<void> {
    for (const { listeners } of this.others) for (const listener of listeners) listener();
    return Promise.resolve();
  }

  override onIdentitiesChanged(listener: () => void): void {
    this.listeners.push(listener);
  }
}

const startTwo: StartAll = async (settings, options) => {
  const writer = await openSharedWriter(settings);
  if (!writer) throw new Error('Only the processes on a SQLite file share a writer');
  const [one, two] = [new Connected(), new Connected()];
  one.others.push(two);
  two.others.push(one);
  const recorder = new Recorder(writer.sessions, options.clock ?? new SystemClock(), settings, writer.feed);
  const start = async (siblings: Siblings): Promise<RunningServer> => {
    const [store, records] = [channelPair(), channelPair()];
    const stops = [writer.serve(store.ends[0]), shareRecorder(recorder, records.ends[0])];
    const server = await startServer(settings, {
      ...options,
      siblings,
      recorder: new RecorderClient(records.ends[1]),
      open: (settings, clock) => openDatabase(settings, clock, store.ends[1]),
    });
    return {
      ...server,
      close: async () => {
        await server.close();
        for (const stop of [...stops, store.close, records.close]) stop();
        if (siblings === two) return;
        // This is the first server, which is closed last.
        await recorder.close();
        await writer.close();
      },
    };
  };
  return [await start(one), await start(two)];
};
