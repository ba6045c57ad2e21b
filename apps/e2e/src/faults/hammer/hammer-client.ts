import { setTimeout as wait } from 'node:timers/promises';
import { type KeepaliveAnswer, toMilliseconds, USER_HEADER } from '@dwell/shared';
import type { DwellServer } from '@dwell/programs';
import { type Answer, isOk } from './answer-log.js';
import type { HammerPing } from './pings.js';

export interface HammerCounts {
  readonly answered: number;
  readonly failed: number;
}

export type HammerAnswer = Answer<DwellServer, HammerClient>;

/**
 * The client id of every ping. Without one, the API key would identify the client. A restart of the servers makes new
 * keys, so it would begin new sessions.
 */
const CLIENT = 'hammer';

/** The pause after a 503, in milliseconds: much shorter than Retry-After asks, but long enough to avoid a storm. */
const PAUSE_MS = 100;

/** The timeout of a request, in milliseconds: longer than anything that the API itself waits for. */
const PATIENCE_MS = 40_000;

/** Sends one ping after the other and keeps the latest acknowledged time. */
export class HammerClient {
  /** The latest `time` in an answer, in epoch milliseconds; 0 before the first answer. */
  acknowledged = 0;

  constructor(
    readonly username: string,
    private readonly nextPing: () => HammerPing,
  ) {}

  /**
   * Sends pings to the servers in turn until `end`. Counts a request as failed if its answer is not a 2xx or if no
   * answer comes, for example because the server was killed.
   */
  async hammer(
    servers: readonly DwellServer[],
    end: AbortSignal,
    onAnswer?: (answer: HammerAnswer) => void,
  ): Promise<HammerCounts> {
    let answered = 0;
    let failed = 0;
    let ping: HammerPing = { call: 'sessionstart', body: {} };
    for (const server of inTurn(servers)) {
      if (end.aborted) break;
      const sentAt = performance.now();
      const status = await this.send(server, ping);
      onAnswer?.({ server, client: this, status, sentAt, at: performance.now() });
      if (isOk(status)) answered++;
      else failed++;
      if (status === 503) await wait(PAUSE_MS);
      // Connections to a killed server fail at once; this pause lets the other clients run.
      if (status === undefined) await new Promise(setImmediate);
      ping = this.nextPing();
    }
    return { answered, failed };
  }

  /** Returns the answer's status, or undefined when no answer came. */
  private async send(
    { url, reporterKey }: DwellServer,
    { call, body }: HammerPing,
  ): Promise<number | undefined> {
    try {
      const answer = await fetch(`${url}/api/v2/${call}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${reporterKey}`,
          'content-type': 'application/json',
          [USER_HEADER]: this.username,
        },
        body: JSON.stringify({ ...body, client_id: CLIENT }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const { time = 0 } = (await answer.json()) as Partial<KeepaliveAnswer>;
      if (answer.ok) this.acknowledged = Math.max(this.acknowledged, toMilliseconds(time));
      return answer.status;
    } catch {
      return undefined;
    }
  }
}

function* inTurn<T>(items: readonly T[]): Generator<T, never> {
  for (;;) yield* items;
}
