import { setTimeout as wait } from 'node:timers/promises';
import type { DwellServer } from '@dwell/programs';
import { type Answer, isOk } from './answer-log.js';

/** What became of one request. */
export interface Sent {
  /**
   * The answer's status, or that of the first ping in the body that the server refused. Undefined when no answer came.
   */
  readonly status: number | undefined;
  /** How many pings the answer acknowledges. */
  readonly pings: number;
}

/** Sends requests, one after the other. */
export interface Sender {
  /** Sends the next request. Does not reject if no answer comes. */
  send(server: DwellServer): Promise<Sent>;
}

export interface HammerCounts {
  /** Requests of which every ping was recorded. */
  readonly answered: number;
  readonly failed: number;
  /** Pings that an answer acknowledged. */
  readonly pings: number;
}

/** The pause after a 503, in milliseconds: much shorter than Retry-After asks, but long enough to avoid a storm. */
const PAUSE_MS = 100;

/** The timeout of a request, in milliseconds: longer than anything that the API itself waits for. */
const PATIENCE_MS = 40_000;

/**
 * Sends requests to the servers in turn until `end`. Counts a request as failed if its answer is not a 2xx, if the
 * answer refuses a ping, or if no answer comes, for example because the server was killed.
 */
export const hammer = async <S extends Sender>(
  sender: S,
  servers: readonly DwellServer[],
  end: AbortSignal,
  onAnswer?: (answer: Answer<DwellServer, S>) => void,
): Promise<HammerCounts> => {
  let answered = 0;
  let failed = 0;
  let pings = 0;
  for (const server of inTurn(servers)) {
    if (end.aborted) break;
    const sentAt = performance.now();
    const sent = await sender.send(server);
    const { status } = sent;
    onAnswer?.({ server, client: sender, status, sentAt, at: performance.now() });
    pings += sent.pings;
    if (isOk(status)) answered++;
    else failed++;
    if (status === 503) await wait(PAUSE_MS);
    // Connections to a killed server fail at once; this pause lets the other senders run.
    if (status === undefined) await new Promise(setImmediate);
  }
  return { answered, failed, pings };
};

/** Posts a body to a call of the API. Resolves to undefined when no answer comes. */
export const postTo = async <T>(
  { url, reporterKey }: Pick<DwellServer, 'url' | 'reporterKey'>,
  call: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly ok: boolean; readonly body: T } | undefined> => {
  try {
    const answer = await fetch(`${url}/api/v2/${call}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${reporterKey}`, 'content-type': 'application/json', ...headers },
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: answer.status, ok: answer.ok, body: (await answer.json()) as T };
  } catch {
    return undefined;
  }
};

/** Yields the items again and again. There must be at least one. */
export function* inTurn<T>(items: readonly T[]): Generator<T, never> {
  for (;;) yield* items;
}
