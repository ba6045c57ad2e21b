import { fileURLToPath } from 'node:url';
import type {
  ApiKeyWithSecretAnswer,
  Role,
  SessionAnswer,
  SessionDetailAnswer,
  SessionsAnswer,
  SummaryAnswer,
} from '@dwell/shared';
import { ChildServer, sendTo } from './child-server.js';

const API = fileURLToPath(new URL('../../../../apps/api/dist/main.js', import.meta.url));
const VERBOSE = ['trace', 'debug', 'info'];
/** The arguments of Node with which `npm start` runs the server. Other servers in a comparison get them too. */
export const SERVER_NODE_ARGS: readonly string[] = ['--max-semi-space-size=8'];
const ADMIN_PASSWORD = 'only for this run';

/** Turns the rate limits off, because programs send more than any browser. */
const NO_RATE_LIMITS = { RATE_LIMIT_PER_KEY: '0', RATE_LIMIT_PER_USER: '0', RATE_LIMIT_PER_ADDRESS: '0' };

export interface DwellOptions {
  readonly databaseUrl: string;
  readonly logLevel: string;
  readonly nodeArgs?: readonly string[];
  /** Environment variables in addition to those of every DwellServer. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the built API in a child process, and creates two API keys: one of role reporter, one of role analyst. */
export class DwellServer {
  private constructor(
    private readonly server: ChildServer,
    /** An API key of role reporter that is bound to no user. */
    readonly reporterKey: string,
    /** An API key of role analyst that is bound to no user. */
    readonly analystKey: string,
  ) {}

  static async start({ databaseUrl, logLevel, nodeArgs = [], env }: DwellOptions): Promise<DwellServer> {
    const server = await ChildServer.start({
      name: 'The API',
      script: API,
      nodeArgs: [...SERVER_NODE_ARGS, ...nodeArgs],
      env: {
        ...NO_RATE_LIMITS,
        ...env,
        PORT: '0',
        DATABASE_URL: databaseUrl,
        ADMIN_PASSWORD,
        LOG_LEVEL: logLevel,
      },
      // With the verbose levels, the API prints a line for each request.
      showOutput: !VERBOSE.includes(logLevel),
    });
    const [reporterKey, analystKey] = await Promise.all([
      createApiKey(server.url, ADMIN_PASSWORD, 'reporter'),
      createApiKey(server.url, ADMIN_PASSWORD, 'analyst'),
    ]);
    return new DwellServer(server, reporterKey, analystKey);
  }

  get url(): string {
    return this.server.url;
  }

  /** The exit code, or the signal that ended the process; undefined while the process runs. */
  get ended(): string | undefined {
    return this.server.ended;
  }

  residentMb(): Promise<number> {
    return this.server.residentMb();
  }

  cpuSeconds(): number {
    return this.server.cpuSeconds();
  }

  /** Creates an API key that is bound to no user. */
  createKey(role: Role): Promise<string> {
    return createApiKey(this.url, ADMIN_PASSWORD, role);
  }

  openFiles(): number {
    return this.server.openFiles();
  }

  /**
   * Kills one of the processes that answer requests, chosen at random. Does nothing if the server has only one process:
   * see the setting WORKERS.
   */
  async killHttpProcess(): Promise<void> {
    const pids = await this.server.childPids();
    const pid = pids[Math.floor(Math.random() * pids.length)];
    if (pid !== undefined) sendTo(pid, 'SIGKILL');
  }

  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    return this.server.stop(signal);
  }

  async listSessions(query = ''): Promise<SessionAnswer[]> {
    return ((await this.get(`/api/v2/sessions${query}`)) as SessionsAnswer).sessions;
  }

  /** Returns a session with its trail. */
  async findSession(id: string): Promise<SessionDetailAnswer['session']> {
    return ((await this.get(`/api/v2/sessions/${id}`)) as SessionDetailAnswer).session;
  }

  /** Returns a user's visible time in the statistics from `since` (epoch seconds) on, in seconds. */
  visibleDurationOf(username: string, since: number): Promise<number> {
    return this.visibleDuration(since, { 'usernames[]': username });
  }

  /**
   * Returns the visible time in the statistics from `since` (epoch seconds) on, in seconds: of all users, or of what
   * `filter` selects.
   * @param filter more parameters of GET /api/v2/statistics/summary, such as `usernames[]`
   */
  async visibleDuration(since: number, filter: Record<string, string> = {}): Promise<number> {
    const query = new URLSearchParams({ from: String(since), ...filter });
    return ((await this.get(`/api/v2/statistics/summary?${query}`)) as SummaryAnswer).current
      .visible_duration;
  }

  private async get(path: string): Promise<unknown> {
    if (this.ended !== undefined) throw new Error(`The API ended unexpectedly: ${this.ended}`);
    const authorization = `Bearer ${this.analystKey}`;
    return expectOk(await fetch(this.url + path, { headers: { authorization } }));
  }
}

/** Logs in as `admin` and creates an API key that is bound to no user and may use session data. Returns the secret. */
export const createApiKey = async (url: string, adminPassword: string, role: Role): Promise<string> => {
  const login = await post(`${url}/api/v2/auth/login`, { username: 'admin', password: adminPassword });
  await expectOk(login);
  const cookie = login.headers
    .getSetCookie()
    .map((each) => each.split(';', 1)[0])
    .join('; ');
  const key = { name: `Programs (${role})`, role, session_data: true };
  const created = await post(`${url}/api/v2/api-keys`, key, { cookie });
  return ((await expectOk(created)) as ApiKeyWithSecretAnswer).key;
};

const post = (url: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const expectOk = async (answer: Response): Promise<unknown> => {
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
};
