import { type SessionHideBody, type SessionNotValidAnswer, USER_HEADER } from '@dwell/shared';
import { silenceAfter } from '@dwell/tracker';
import type { SimulatedPing } from '../page.js';
import { ReportingError } from './reporting-error.js';

export interface ReporterOptions {
  /** Of the server, without /api: `http://127.0.0.1:3000`. */
  readonly url: string;
  /** An API key of role reporter that is bound to no user. */
  readonly apiKey: string;
  readonly keepaliveIntervalMs: number;
  /** Pings go out so many times as fast as they are dated; measured times shrink with it. */
  readonly speed: number;
}

export interface ReporterCounts {
  answered: number;
  sessionsStarted: number;
  /** Not sent: their client was silent after a failure, or still waited for an answer. */
  heldBack: number;
  /** No answer, or 429 or 5xx. */
  failed: number;
  /** Any other answer than 2xx: the ping itself was wrong. */
  rejected: number;
}

/** What the reporter remembers of one device of one user. */
interface Client {
  failures: number;
  silentUntil: number;
  /** What was measured on pages since their last answered ping: it goes out with the next one. */
  readonly owedMs: Map<string, number>;
  readonly waiting: Set<string>;
}

const ANSWER_WITHIN_MS = 30_000;

/**
 * Sends simulated pings to a server as many users' browsers would: it never queues or repeats a ping, starts a
 * session where there is none, and a client that is turned away is silent for a while.
 */
export class Reporter {
  readonly counts: ReporterCounts = {
    answered: 0,
    sessionsStarted: 0,
    heldBack: 0,
    failed: 0,
    rejected: 0,
  };
  /** How long the answers took since they were last taken from here, in milliseconds. */
  readonly answerTimes: number[] = [];
  /** Why the last ping failed or was rejected. */
  lastProblem: string | undefined;
  private readonly clients = new Map<string, Client>();

  constructor(private readonly options: ReporterOptions) {}

  /**
   * Asks without leaving a trace: a hide without a session starts none.
   * @throws ReportingError when the server is away or doesn't take the key.
   */
  async connect(username: string): Promise<void> {
    let answer: Response;
    try {
      answer = await this.post('session-hide', username, { path: ['/'], client_id: 'connection-check' });
    } catch (error) {
      throw new ReportingError(
        `No server answers on ${this.options.url} (${reasonOf(error)}). Is it running, and is that its address?`,
        { cause: error },
      );
    }
    if (!answer.ok && !(await lacksSession(answer))) throw await refusal(answer, this.options.url);
    await answer.arrayBuffer();
  }

  /** @throws ReportingError when the server no longer takes the key; other failures are counted. */
  async send(ping: SimulatedPing): Promise<void> {
    const client = this.clientOf(ping);
    const owedMs = (client.owedMs.get(ping.pageId) ?? 0) + (ping.elapsedMs ?? 0);
    const isTurnedAway = Date.now() < client.silentUntil;
    if (isTurnedAway || (client.waiting.has(ping.pageId) && ping.kind === 'keepalive')) {
      client.owedMs.set(ping.pageId, owedMs);
      this.counts.heldBack++;
      return;
    }
    client.waiting.add(ping.pageId);
    client.owedMs.delete(ping.pageId);
    const began = performance.now();
    try {
      const answer = await this.report({ ...ping, elapsedMs: owedMs });
      this.answerTimes.push(performance.now() - began);
      if (answer.status === 429 || answer.status >= 500) {
        client.owedMs.set(ping.pageId, owedMs);
        this.fail(client, `the server answered ${answer.status}`, answer.headers.get('retry-after'));
      } else if (answer.status === 401 || answer.status === 403) {
        throw await refusal(answer, this.options.url);
      } else if (answer.ok) {
        client.failures = 0;
        this.counts.answered++;
      } else {
        this.counts.rejected++;
        this.lastProblem = `the server answered ${answer.status}: ${await messageOf(answer)}`;
      }
    } catch (error) {
      if (error instanceof ReportingError) throw error;
      client.owedMs.set(ping.pageId, owedMs);
      this.fail(client, reasonOf(error), null);
    } finally {
      client.waiting.delete(ping.pageId);
    }
  }

  /** Sends a ping; where there is no active session, starts one and sends it again. A hide starts none. */
  private async report(ping: SimulatedPing): Promise<Response> {
    const answer = await this.postPing(ping);
    if (ping.kind === 'session-hide' || !(await lacksSession(answer))) return drained(answer);
    const started = await this.post('sessionstart', ping.username, { client_id: ping.client });
    if (!started.ok) return started;
    await started.arrayBuffer();
    this.counts.sessionsStarted++;
    return drained(await this.postPing({ ...ping, elapsedMs: 0 }));
  }

  private postPing({ kind, username, client, visible, path, pageId, elapsedMs = 0 }: SimulatedPing) {
    const body: SessionHideBody = {
      path,
      client_id: client,
      page_id: pageId,
      elapsed_ms: Math.round(elapsedMs / this.options.speed),
    };
    return this.post(kind, username, kind === 'keepalive' ? { ...body, visible } : body);
  }

  private post(call: string, username: string, body: object): Promise<Response> {
    return fetch(new URL(`/api/v2/${call}`, this.options.url), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.options.apiKey}`,
        'content-type': 'application/json',
        [USER_HEADER]: encodeURIComponent(username),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
  }

  private fail(client: Client, problem: string, retryAfter: string | null): void {
    client.failures++;
    client.silentUntil =
      Date.now() + silenceAfter(client.failures, this.options.keepaliveIntervalMs, Math.random(), retryAfter);
    this.counts.failed++;
    this.lastProblem = problem;
  }

  private clientOf({ client: name }: SimulatedPing): Client {
    const known = this.clients.get(name);
    if (known) return known;
    const client = { failures: 0, silentUntil: 0, owedMs: new Map(), waiting: new Set<string>() };
    this.clients.set(name, client);
    return client;
  }
}

/** Reads an answer to its end, so that its connection can be used again. */
const drained = async (answer: Response): Promise<Response> => {
  if (answer.ok) await answer.arrayBuffer();
  return answer;
};

const lacksSession = async (answer: Response): Promise<boolean> => {
  if (answer.status !== 400) return false;
  const body = (await answer
    .clone()
    .json()
    .catch(() => null)) as Partial<SessionNotValidAnswer> | null;
  return body?.description === 'Session Not Valid';
};

const refusal = async (answer: Response, url: string): Promise<ReportingError> => {
  const message = await messageOf(answer);
  if (answer.status === 401) return new ReportingError(`${url} does not know this API key: ${message}`);
  if (answer.status === 400 || answer.status === 403) {
    return new ReportingError(
      `${url} refuses this API key: ${message} (it must have the role reporter and be bound to no user)`,
    );
  }
  return new ReportingError(`${url} answered ${answer.status}: ${message} Is it a Dwell server?`);
};

const messageOf = async (answer: Response): Promise<string> => {
  try {
    const { message } = (await answer.json()) as { message?: unknown };
    return typeof message === 'string' ? message : answer.statusText;
  } catch {
    return answer.statusText;
  }
};

/** fetch hides why it failed in its error's cause. */
const reasonOf = (error: unknown): string => {
  const { cause = error } = error as { cause?: unknown };
  const { code, message = String(cause) } = cause as { code?: string; message?: string };
  return code ?? message;
};
