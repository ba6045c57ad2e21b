import { toMilliseconds } from '@dwell/shared';
import type { HammerPing } from './pings.js';

/**
 * The client id of every ping. Without one, the API key would identify the client. A restart of the servers makes new
 * keys, so it would begin new sessions.
 */
const CLIENT = 'hammer';

/** A user whose pings somebody sends, and what the server has acknowledged of them. */
export class HammerUser {
  /** The latest `time` in an answer, in epoch milliseconds; 0 before the first answer. */
  acknowledged = 0;
  private isStarted = false;

  constructor(
    readonly username: string,
    private readonly nextPing: () => HammerPing,
  ) {}

  /** Returns the next ping to send. The first is a sessionstart. */
  takePing(): HammerPing {
    const { call, body } = this.isStarted ? this.nextPing() : { call: 'sessionstart' as const, body: {} };
    this.isStarted = true;
    return { call, body: { ...body, client_id: CLIENT } };
  }

  /** @param time the `time` of an answer, in epoch seconds; the answer to a sessionstart has none */
  acknowledge(time = 0): void {
    this.acknowledged = Math.max(this.acknowledged, toMilliseconds(time));
  }
}
