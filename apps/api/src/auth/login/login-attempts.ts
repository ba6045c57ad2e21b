import { isIPv6 } from 'node:net';
import { HttpException, HttpStatus, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../platform/clock.js';

/** Failures are counted over this span from the first one, in milliseconds. */
export const ATTEMPTS_WINDOW_MS = 15 * 60 * 1000;
/** Failed logins to one account from one network within the window. */
export const MAX_FAILURES_PER_ACCOUNT = 10;
/** Failed logins to any accounts from one network within the window. */
export const MAX_FAILURES_PER_NETWORK = 100;
/** Networks, and accounts from networks, that are counted at a time; beyond, the longest unseen is forgotten. */
export const MAX_COUNTED = 20_000;

/** Answers 429 to a login after too many failed ones. */
export class TooManyAttempts extends HttpException {
  constructor(readonly retryAfterSeconds: number) {
    super('Too many failed attempts to log in; try again later', HttpStatus.TOO_MANY_REQUESTS);
  }
}

/**
 * Slows down the guessing of passwords. Accounts are counted by network, so that nobody can lock a user out from
 * elsewhere.
 */
@Injectable()
export class LoginAttempts {
  private readonly accounts: FailureCounts;
  private readonly networks: FailureCounts;

  constructor(clock: Clock) {
    this.accounts = new FailureCounts(clock, MAX_FAILURES_PER_ACCOUNT);
    this.networks = new FailureCounts(clock, MAX_FAILURES_PER_NETWORK);
  }

  /**
   * Runs an attempt to log in. It counts as failed from its start, so that many at once gain nothing, until `verify`
   * says that it was right, or can't say.
   * @param address of the client, IPv4 or IPv6
   * @throws TooManyAttempts
   */
  async attempt(username: string, address: string, verify: () => Promise<boolean>): Promise<boolean> {
    const network = networkOf(address);
    const account = JSON.stringify([network, username]);
    const waitMs = Math.max(this.accounts.waitMs(account), this.networks.waitMs(network));
    if (waitMs > 0) throw new TooManyAttempts(Math.ceil(waitMs / 1000));
    this.accounts.add(account);
    this.networks.add(network);
    const right = await verify().catch((error: unknown) => {
      this.accounts.takeBack(account);
      this.networks.takeBack(network);
      throw error;
    });
    if (right) {
      this.accounts.forget(account);
      this.networks.takeBack(network);
    }
    return right;
  }
}

class FailureCounts {
  private readonly counts = new LRUCache<string, { failures: number; endsAt: number }>({ max: MAX_COUNTED });

  constructor(
    private readonly clock: Clock,
    private readonly max: number,
  ) {}

  /** How long until another attempt may be made, in milliseconds; 0: now. */
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

  private current(key: string) {
    const count = this.counts.get(key);
    return count && this.clock.now() < count.endsAt ? count : undefined;
  }
}

const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const IPV6_NETWORK_GROUPS = 4;

/** An IPv4 address itself, or the /64 of an IPv6 address: whoever has one address of it has them all. */
export function networkOf(address: string): string {
  const ipv4 = MAPPED_IPV4.exec(address)?.[1];
  if (ipv4 !== undefined) return ipv4;
  const [ipv6 = ''] = address.split('%');
  if (!isIPv6(ipv6)) return address;
  const [head = '', tail] = new URL(`http://[${ipv6}]`).hostname.slice(1, -1).split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const zeros = Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right].slice(0, IPV6_NETWORK_GROUPS).join(':');
}
