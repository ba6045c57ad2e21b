import { fileURLToPath } from 'node:url';
import type {
  ApiKeyWithSecretAnswer,
  SessionAnswer,
  SessionDetailAnswer,
  SessionsAnswer,
  SummaryAnswer,
} from '@dwell/shared';
import { ChildServer } from './child-server.js';

const API = fileURLToPath(new URL('../../../apps/api/dist/main.js', import.meta.url));
const VERBOSE = ['trace', 'debug', 'info'];
const ADMIN_PASSWORD = 'only for this run';

export interface DwellOptions {
  readonly databaseUrl: string;
  readonly logLevel: string;
  readonly nodeArgs?: readonly string[];
  /** Settings beside these. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The built API in a process of its own, with the two keys that a measurement needs. */
export class DwellServer {
  private constructor(
    private readonly server: ChildServer,
    /** Role reporter, bound to no user. */
    readonly reporterKey: string,
    private readonly analystKey: string,
  ) {}

  static async start({ databaseUrl, logLevel, nodeArgs = [], env }: DwellOptions): Promise<DwellServer> {
    const server = await ChildServer.start({
      name: 'The API',
      script: API,
      nodeArgs,
      env: { ...env, PORT: '0', DATABASE_URL: databaseUrl, ADMIN_PASSWORD, LOG_LEVEL: logLevel },
      // A line for each request is written all the same, but nobody wants to see it here.
      showOutput: !VERBOSE.includes(logLevel),
    });
    const cookie = await logIn(server.url);
    const [reporterKey, analystKey] = await Promise.all([
      makeKey(server.url, cookie, 'reporter'),
      makeKey(server.url, cookie, 'analyst'),
    ]);
    return new DwellServer(server, reporterKey, analystKey);
  }

  get url(): string {
    return this.server.url;
  }

  /** Undefined while it runs; else its exit code, or the signal that ended it. */
  get ended(): string | undefined {
    return this.server.ended;
  }

  residentMb(): Promise<number> {
    return this.server.residentMb();
  }

  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    return this.server.stop(signal);
  }

  async listSessions(query = ''): Promise<SessionAnswer[]> {
    return ((await this.get(`/api/v2/sessions${query}`)) as SessionsAnswer).sessions;
  }

  /** A session with its trail. */
  async findSession(id: string): Promise<SessionDetailAnswer['session']> {
    return ((await this.get(`/api/v2/sessions/${id}`)) as SessionDetailAnswer).session;
  }

  /** What the statistics say of one user's visible time since an instant, in seconds. */
  async visibleDurationOf(username: string, since: number): Promise<number> {
    const query = new URLSearchParams({ from: String(since), 'usernames[]': username });
    return ((await this.get(`/api/v2/statistics/summary?${query}`)) as SummaryAnswer).current
      .visible_duration;
  }

  private async get(path: string): Promise<unknown> {
    if (this.ended !== undefined) throw new Error(`The API ended by itself: ${this.ended}`);
    const authorization = `Bearer ${this.analystKey}`;
    return expectOk(await fetch(this.url + path, { headers: { authorization } }));
  }
}

const logIn = async (url: string): Promise<string> => {
  const answer = await post(`${url}/api/v2/auth/login`, { username: 'admin', password: ADMIN_PASSWORD });
  await expectOk(answer);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
};

const makeKey = async (url: string, cookie: string, role: string): Promise<string> => {
  const answer = await post(`${url}/api/v2/api-keys`, { name: `bench ${role}`, role }, { cookie });
  return ((await expectOk(answer)) as ApiKeyWithSecretAnswer).key;
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
