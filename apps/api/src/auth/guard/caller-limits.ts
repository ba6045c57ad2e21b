import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { networkOf } from '../../http/addresses.js';
import { TooManyRequests } from '../../http/too-many-requests.js';
import { Clock } from '../../platform/clock.js';
import { Counters } from '../../platform/counters.js';
import { RateLimiter } from '../../platform/rate-limiter.js';
import { Settings } from '../../platform/settings/settings.js';
import { type Caller, keyIdOf } from './caller.js';

/**
 * How long a client waits for each refusal once its address has had too many of them, in milliseconds. So a client that
 * asks again as soon as it is answered costs next to nothing.
 */
export const REFUSAL_DELAY_MS = 1_000;

/**
 * Limits requests by API key and by user. Limits only requests without a valid credential by address: thousands of
 * users can share an address, and somebody who sends bad keys must not use up the limit of the others there.
 */
@Injectable()
export class CallerLimits {
  private readonly keys: RateLimiter;
  private readonly users: RateLimiter;
  private readonly addresses: RateLimiter;

  constructor(
    { limits }: Settings,
    clock: Clock,
    private readonly counters: Counters,
  ) {
    this.keys = new RateLimiter(clock, limits.perKey);
    this.users = new RateLimiter(clock, limits.perUser);
    this.addresses = new RateLimiter(clock, limits.perAddress);
  }

  /**
   * Counts a request of a known caller.
   * @param username the user on whose behalf the caller asks; undefined: no limit by user applies. The requests of a
   * user are counted separately for each key, for logins and for tokens. Otherwise, whoever has a key could use up the
   * limit of any user by naming that user.
   * @throws TooManyRequests
   */
  take(caller: Caller, username: string | undefined): void {
    const keyId = keyIdOf(caller);
    const userMs = username === undefined ? 0 : this.users.take(`${keyId ?? caller.via} ${username}`);
    if (userMs > 0) {
      this.counters.add('limited_by_user');
      throw new TooManyRequests('Too many requests of this user; try again later', userMs);
    }
    const keyMs = keyId === undefined ? 0 : this.keys.take(keyId);
    if (keyMs > 0) {
      this.counters.add('limited_by_key');
      throw new TooManyRequests('Too many requests with this API key; try again later', keyMs);
    }
  }

  /** Returns whether a request from this address without a valid credential would be one too many. Counts nothing. */
  isExhausted({ forwarding: { address } }: FastifyRequest): boolean {
    return this.addresses.waitMs(networkOf(address)) > 0;
  }

  /**
   * Counts a request without a caller, for its address, to a route that needs no caller.
   * @throws TooManyRequests
   */
  takeUnknown(request: FastifyRequest): void {
    const waitMs = this.waitMs(request, 1);
    if (waitMs > 0) throw tooManyFromAddress(waitMs);
  }

  /**
   * Counts a request that is refused with `error` because it has no valid credential. Calls `done` with that error. But
   * if the address has had too many refusals, calls `done` after a delay with a TooManyRequests instead.
   * @param cost how many requests the refusal counts as
   */
  refuse(request: FastifyRequest, error: Error, done: (error: Error) => void, cost = 1): void {
    const waitMs = this.waitMs(request, cost);
    if (waitMs === 0) done(error);
    else setTimeout(done, REFUSAL_DELAY_MS, tooManyFromAddress(waitMs)).unref();
  }

  private waitMs({ forwarding: { address } }: FastifyRequest, cost: number): number {
    const waitMs = this.addresses.take(networkOf(address), cost);
    if (waitMs > 0) this.counters.add('limited_by_address');
    return waitMs;
  }
}

const tooManyFromAddress = (waitMs: number): TooManyRequests =>
  new TooManyRequests(
    'Too many requests without a valid credential from this address; try again later',
    waitMs,
  );
