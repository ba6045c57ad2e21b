import { type SessionHideBody, type SessionNotValidAnswer, USER_HEADER } from '@dwell/shared';
import { silenceAfter } from '@dwell/tracker';
import type { SimulatedPing } from '../page.js';

export interface ReporterOptions {
  /** The server's URL, without /api: `http://127.0.0.1:3000`. */
  readonly url: string;
  /** An API key with the role reporter that is not bound to a user. */
  readonly apiKey: string;
  readonly keepaliveIntervalMs: number;
  /** How many times faster than real time the pings are sent. The times that pages measure are divided by this. */
  readonly speed: number;
}

export interface ReporterCounts {
  answered: number;
  sessionsStarted: number;
  /** Pings that were not sent: their client waited after a failure, or their page waited for an answer. */
  heldBack: number;
  /** Pings that got no answer, or the status 429 or 5xx. */
  failed: number;
  /**
   * Pings that got another error status, except 401 and 403: illegal pings, and session-hides without an active
   * session.
   */
  rejected: number;
}

/** Thrown when the server can't be reached or rejects the API key. The message is for the user of the program. */
export class ReportingError extends Error {
  override readonly name = 'ReportingError';
}

/** What the reporter remembers of one user on one device. */
interface Client {
  failures: number;
  waitsUntil: number;
  /** For each page, the measured time that no answered ping has reported. The next ping reports it. */
  readonly unreportedMs: Map<string, number>;
  /** The pages that wait for an answer. */
  readonly waiting: Set<string>;
}

const ANSWER_WITHIN_MS = 30_000;

/**
 * Sends simulated pings to a server as the browsers of many users would. If a keepalive finds no active session, starts
 * one and sends the keepalive again. Never queues a ping or repeats a failed one, and lets a client wait after a
 * failure.
 */
export class Reporter {
  readonly counts: ReporterCounts = {
    answered: 0,
    sessionsStarted: 0,
    heldBack: 0,
    failed: 0,
    rejected: 0,
  };
  /** The time that each answer took, in milliseconds. The caller may empty this list. */
  readonly answerTimes: number[] = [];
  /** Why the latest ping that went wrong failed or was rejected; undefined if none has. */
  lastProblem: string | undefined;
  private readonly clients = new Map<string, Client>();

  constructor(private readonly options: ReporterOptions) {}

  /**
   * Checks the connection with a session-hide, which starts no session and stores nothing.
   * @throws ReportingError if the server can't be reached or rejects the key
   */
  async connect(username: string): Promise<void> {
    let answer: Response;
    try {
      answer = await this.post('session-hide', username, { path: ['/'], client_id: 'connection-check' });
    } catch (error) {
      throw new ReportingError(
        `No server answers on ${this.options.url} (${reasonOf(error)}). Is it running, and is the address right?`,
        { cause: error },
      );
    }
    if (!answer.ok && !(await lacksSession(answer))) throw await refusal(answer, this.options.url);
    await answer.arrayBuffer();
  }

  /** Sends a ping, or holds it back, and counts the outcome. @throws ReportingError if the server rejects the key */
  async send(ping: SimulatedPing): Promise<void> {
    const client = this.clientOf(ping);
    const unreportedMs = (client.unreportedMs.get(ping.pageId) ?? 0) + (ping.elapsedMs ?? 0);
    if (Date.now() < client.waitsUntil || (client.waiting.has(ping.pageId) && ping.kind === 'keepalive')) {
      client.unreportedMs.set(ping.pageId, unreportedMs);
      this.counts.heldBack++;
      return;
    }
    client.waiting.add(ping.pageId);
    client.unreportedMs.delete(ping.pageId);
    const began = performance.now();
    try {
      const answer = await this.report({ ...ping, elapsedMs: unreportedMs });
      this.answerTimes.push(performance.now() - began);
      if (answer.status === 429 || answer.status >= 500) {
        client.unreportedMs.set(ping.pageId, unreportedMs);
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
      client.unreportedMs.set(ping.pageId, unreportedMs);
      this.fail(client, reasonOf(error), null);
    } finally {
      client.waiting.delete(ping.pageId);
    }
  }

  /** Sends a ping. If there is no active session, starts one and sends the ping again, except for a session-hide. */
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
    client.waitsUntil =
      Date.now() + silenceAfter(client.failures, this.options.keepaliveIntervalMs, Math.random(), retryAfter);
    this.counts.failed++;
    this.lastProblem = problem;
  }

  private clientOf({ client: name }: SimulatedPing): Client {
    const known = this.clients.get(name);
    if (known) return known;
    const client = { failures: 0, waitsUntil: 0, unreportedMs: new Map(), waiting: new Set<string>() };
    this.clients.set(name, client);
    return client;
  }
}

/** Reads an answer to its end, so that the connection can be reused. */
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
      `${url} rejects this API key: ${message} (it must have the role reporter, and must not be bound to a user)`,
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

/** Returns why fetch failed: the reason is in the error's cause. */
const reasonOf = (error: unknown): string => {
  const { cause = error } = error as { cause?: unknown };
  const { code, message = String(cause) } = cause as { code?: string; message?: string };
  return code ?? message;
};
