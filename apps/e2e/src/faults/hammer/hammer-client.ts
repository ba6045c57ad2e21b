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

/** The same one after each restart, which makes new keys: a session belongs to its user's client. */
const CLIENT = 'hammer';

/** After a 503, in milliseconds: much less than the server asks for, but no storm. */
const PAUSE_MS = 100;

/** A request that waits longer for its answer gets none: nothing that the API waits for may take so long. */
const PATIENCE_MS = 40_000;

/** Sends one ping after the other and remembers what was acknowledged. */
export class HammerClient {
  /** The latest `time` that an answer acknowledged, in epoch milliseconds; 0 before the first. */
  acknowledged = 0;

  constructor(
    readonly username: string,
    private readonly nextPing: () => HammerPing,
  ) {}

  /** To the servers in turn, until `end`; requests that a killed server leaves without an answer count as failed. */
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
      // A connection to a killed server fails at once: let others run.
      if (status === undefined) await new Promise(setImmediate);
      ping = this.nextPing();
    }
    return { answered, failed };
  }

  /** The answer's status; undefined where there is none. */
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
