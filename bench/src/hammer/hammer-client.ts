import { type KeepaliveAnswer, toMilliseconds, USER_HEADER } from '@dwell/shared';
import type { DwellServer } from '../servers/dwell-server.js';
import type { HammerPing } from './pings.js';

export interface HammerCounts {
  readonly answered: number;
  readonly failed: number;
}

/** The same one after each restart, which makes new keys: a session belongs to its user's client. */
const CLIENT = 'hammer';

/** Sends one ping after the other and remembers what was acknowledged. */
export class HammerClient {
  /** The latest `time` that an answer acknowledged, in epoch milliseconds; 0 before the first. */
  acknowledged = 0;

  constructor(
    readonly username: string,
    private readonly nextPing: () => HammerPing,
  ) {}

  /** Until `end`; requests that a killed server leaves without an answer count as failed. */
  async hammer(server: DwellServer, end: AbortSignal): Promise<HammerCounts> {
    let answered = 0;
    let failed = 0;
    let ping: HammerPing = { call: 'sessionstart', body: {} };
    while (!end.aborted) {
      try {
        const time = await this.send(server, ping);
        answered++;
        this.acknowledged = Math.max(this.acknowledged, time);
      } catch {
        failed++;
        // A connection to a killed server fails at once: let others run.
        await new Promise(setImmediate);
      }
      ping = this.nextPing();
    }
    return { answered, failed };
  }

  /** The answer's time, in epoch milliseconds; 0 where it tells none. */
  private async send({ url, reporterKey }: DwellServer, { call, body }: HammerPing): Promise<number> {
    const answer = await fetch(`${url}/api/v2/${call}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${reporterKey}`,
        'content-type': 'application/json',
        [USER_HEADER]: this.username,
      },
      body: JSON.stringify({ ...body, client_id: CLIENT }),
    });
    const { time = 0 } = (await answer.json()) as Partial<KeepaliveAnswer>;
    if (!answer.ok) throw new Error(`${call} was answered ${answer.status}`);
    return toMilliseconds(time);
  }
}
