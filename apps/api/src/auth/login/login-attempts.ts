import { Injectable } from '@nestjs/common';
import { recentEntries } from '../../platform/recent-entries.js';
import { networkOf } from '../../http/addresses.js';
import { TooManyRequests } from '../../http/too-many-requests.js';
import { Clock } from '../../platform/clock.js';

/** How long failures are counted, from the first one on, in milliseconds. */
export const ATTEMPTS_WINDOW_MS = 15 * 60 * 1000;
/** The most failed logins to one account within the window, from one network or on one known device. */
export const MAX_FAILURES_PER_ACCOUNT = 10;
/** The most wrong codes of a second factor for one account within the window, over all networks and devices. */
export const MAX_WRONG_CODES_PER_ACCOUNT = 10;
/** The most failed logins from one network within the window, over all accounts. */
export const MAX_FAILURES_PER_NETWORK = 100;
/**
 * The most entries of each kind that are counted at a time: networks, accounts, pairs of network and account, pairs of
 * device and account. The least recently used entries are dropped.
 */
export const MAX_COUNTED = 20_000;

/** Thrown after too many failed logins or wrong codes; answered as 429. */
export class TooManyAttempts extends TooManyRequests {
  constructor(waitMs: number) {
    super('Too many failed attempts to log in; try again later', waitMs);
  }
}

/**
 * Limits how fast passwords and codes can be guessed. Counts the failures of an account for each network separately, so
 * that nobody can lock a user out from elsewhere. Counts the failures on a device that the user has logged in on before
 * only for that device, so that nobody behind the same address can lock the user out there.
 */
@Injectable()
export class LoginAttempts {
  private readonly accounts: FailureCounts;
  private readonly networks: FailureCounts;
  private readonly devices: FailureCounts;
  private readonly codes: FailureCounts;

  constructor(clock: Clock) {
    this.devices = new FailureCounts(clock, MAX_FAILURES_PER_ACCOUNT);
    this.accounts = new FailureCounts(clock, MAX_FAILURES_PER_ACCOUNT);
    this.networks = new FailureCounts(clock, MAX_FAILURES_PER_NETWORK);
    this.codes = new FailureCounts(clock, MAX_WRONG_CODES_PER_ACCOUNT);
  }

  /**
   * Runs an attempt to log in and resolves to what `verify` resolves to. Counts the attempt as a failure while `verify`
   * runs, so that parallel guesses gain nothing. An attempt whose `verify` rejects is not counted. After a success,
   * counts the failures of the account, from this network or on this device, from zero again.
   * @param address the client's IPv4 or IPv6 address
   * @param device the id of a device on which the user has logged in before; undefined on all other devices
   * @throws TooManyAttempts
   */
  async attempt(
    username: string,
    address: string,
    verify: () => Promise<boolean>,
    device?: string,
  ): Promise<boolean> {
    const network = networkOf(address);
    const [own, ownKey] =
      device === undefined
        ? [this.accounts, JSON.stringify([network, username])]
        : [this.devices, JSON.stringify([device, username])];
    // The failures of everybody in a network do not count on a known device.
    const shared = device === undefined ? this.networks : undefined;
    const waitMs = Math.max(own.waitMs(ownKey), shared?.waitMs(network) ?? 0);
    if (waitMs > 0) throw new TooManyAttempts(waitMs);
    own.add(ownKey);
    shared?.add(network);
    const right = await verify().catch((error: unknown) => {
      own.takeBack(ownKey);
      shared?.takeBack(network);
      throw error;
    });
    if (right) {
      own.forget(ownKey);
      shared?.takeBack(network);
    }
    return right;
  }

  /**
   * Runs a check of a code. Whoever sends a code knows the password of the account, and could guess codes from many
   * networks. So the failures of an account are counted over all networks together. Otherwise the same as
   * {@link attempt}.
   * @throws TooManyAttempts
   */
  async attemptCode(username: string, verify: () => Promise<boolean>): Promise<boolean> {
    const waitMs = this.codes.waitMs(username);
    if (waitMs > 0) throw new TooManyAttempts(waitMs);
    this.codes.add(username);
    const right = await verify().catch((error: unknown) => {
      this.codes.takeBack(username);
      throw error;
    });
    if (right) this.codes.forget(username);
    return right;
  }
}

class FailureCounts {
  private readonly counts = recentEntries<{ failures: number; endsAt: number }>(MAX_COUNTED);

  constructor(
    private readonly clock: Clock,
    private readonly max: number,
  ) {}

  /** Returns the time until the next attempt is allowed, in milliseconds; 0 if it is allowed now. */
  waitMs(key: string): number {
    const count = this.current(key);
    return count && count.failures >= this.max ? count.endsAt - this.clock.now() : 0;
  }

  add(key: string): void {
    const count = this.current(key);
    if (count) count.failures++;
    else this.counts.set(key, { failures: 1, endsAt: this.clock.now() + ATTEMPTS_WINDOW_MS });
  }

  takeBack(key: string): void {
    const count = this.current(key);
    if (count && count.failures > 0) count.failures--;
  }

  forget(key: string): void {
    this.counts.delete(key);
  }

  /**
   * Returns the count whose window still runs; undefined if there is none. A count from before the clock was set back
   * does not count, because its window would be too long.
   */
  private current(key: string) {
    const count = this.counts.get(key);
    const restMs = count ? count.endsAt - this.clock.now() : 0;
    return restMs > 0 && restMs <= ATTEMPTS_WINDOW_MS ? count : undefined;
  }
}
