import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../testing/fake-clock.js';
import {
  ATTEMPTS_WINDOW_MS,
  LoginAttempts,
  MAX_FAILURES_PER_ACCOUNT,
  MAX_FAILURES_PER_NETWORK,
  TooManyAttempts,
} from './login-attempts.js';

const HOME = '198.51.100.7';
const ELSEWHERE = '203.0.113.9';

describe('LoginAttempts', () => {
  let clock: FakeClock;
  let attempts: LoginAttempts;
  beforeEach(() => {
    clock = new FakeClock();
    attempts = new LoginAttempts(clock);
  });

  const wrong = (username: string, address: string) => attempts.attempt(username, address, async () => false);
  const right = (username: string, address: string) => attempts.attempt(username, address, async () => true);
  const wrongTimes = async (times: number, username: string, address: string) => {
    for (let i = 0; i < times; i++) await wrong(username, address);
  };
  const refusal = async (attempt: Promise<boolean>): Promise<TooManyAttempts> => {
    const error = await attempt.catch((thrown: unknown) => thrown);
    if (error instanceof TooManyAttempts) return error;
    throw new Error(`Not refused: ${String(error)}`);
  };

  it('refuses an account after ten failures, even with the right password', async () => {
    await wrongTimes(MAX_FAILURES_PER_ACCOUNT, 'ada', HOME);
    await refusal(right('ada', HOME));
  });

  it('accepts the right password after nine failures', async () => {
    await wrongTimes(MAX_FAILURES_PER_ACCOUNT - 1, 'ada', HOME);
    expect(await right('ada', HOME)).toBe(true);
  });

  it('accepts attempts 15 minutes after the first failure, and tells how long to wait', async () => {
    await wrong('ada', HOME);
    clock.advance(60_500);
    await wrongTimes(MAX_FAILURES_PER_ACCOUNT - 1, 'ada', HOME);
    expect((await refusal(right('ada', HOME))).retryAfterSeconds).toBe(15 * 60 - 60);
    clock.advance(ATTEMPTS_WINDOW_MS - 60_500 - 1);
    expect((await refusal(right('ada', HOME))).retryAfterSeconds).toBe(1);
    clock.advance(1);
    expect(await right('ada', HOME)).toBe(true);
  });

  it('forgets failures that were counted while the clock was ten days ahead', async () => {
    const start = clock.now();
    clock.advance(10 * 24 * 3_600_000);
    await wrongTimes(MAX_FAILURES_PER_ACCOUNT, 'ada', HOME);
    for (let i = 0; i < MAX_FAILURES_PER_NETWORK; i++) await wrong(`user ${i}`, ELSEWHERE);
    clock.set(start);
    expect(await right('ada', HOME)).toBe(true);
    expect(await right('grace', ELSEWHERE)).toBe(true);
  });

  it('limits failures after the clock was set back', async () => {
    clock.advance(10 * 24 * 3_600_000);
    await wrongTimes(MAX_FAILURES_PER_ACCOUNT, 'ada', HOME);
    clock.advance(-10 * 24 * 3_600_000);
    await wrongTimes(MAX_FAILURES_PER_ACCOUNT, 'ada', HOME);
    expect((await refusal(right('ada', HOME))).retryAfterSeconds).toBe(ATTEMPTS_WINDOW_MS / 1000);
  });

  it('counts failures from zero again after a success', async () => {
    await wrongTimes(MAX_FAILURES_PER_ACCOUNT - 1, 'ada', HOME);
    await right('ada', HOME);
    await wrongTimes(MAX_FAILURES_PER_ACCOUNT - 1, 'ada', HOME);
    expect(await right('ada', HOME)).toBe(true);
  });

  it('does not lock a user out when the failures come from another address', async () => {
    await wrongTimes(MAX_FAILURES_PER_ACCOUNT, 'ada', ELSEWHERE);
    await refusal(right('ada', ELSEWHERE));
    expect(await right('ada', HOME)).toBe(true);
  });

  it('refuses only the account with the failures, not others from the same address', async () => {
    await wrongTimes(MAX_FAILURES_PER_ACCOUNT, 'ada', HOME);
    expect(await right('grace', HOME)).toBe(true);
  });

  it('never locks a user out on a known device because others behind the same address failed', async () => {
    await wrongTimes(MAX_FAILURES_PER_ACCOUNT, 'ada', HOME);
    for (let i = 0; i < MAX_FAILURES_PER_NETWORK - MAX_FAILURES_PER_ACCOUNT; i++)
      await wrong(`user ${i}`, HOME);
    await refusal(right('ada', HOME));
    expect(await attempts.attempt('ada', HOME, async () => true, 'laptop')).toBe(true);
  });

  it('limits failures on a known device, whichever network the device is in', async () => {
    for (let i = 0; i < MAX_FAILURES_PER_ACCOUNT; i++) {
      await attempts.attempt('ada', `198.51.100.${i}`, async () => false, 'laptop');
    }
    await refusal(attempts.attempt('ada', ELSEWHERE, async () => true, 'laptop'));
    expect(await attempts.attempt('ada', ELSEWHERE, async () => true, 'phone')).toBe(true);
  });

  it('limits failures by address across accounts to a hundred', async () => {
    for (let i = 0; i < MAX_FAILURES_PER_NETWORK; i++) await wrong(`user ${i}`, ELSEWHERE);
    await refusal(wrong('one more', ELSEWHERE));
    expect(await right('ada', HOME)).toBe(true);
  });

  it('does not count successes against an address', async () => {
    for (let i = 0; i < MAX_FAILURES_PER_NETWORK + 1; i++) expect(await right(`user ${i}`, HOME)).toBe(true);
  });

  it('counts attempts that run at the same time, so that parallel guesses gain nothing', async () => {
    let verified = 0;
    const guess = () =>
      attempts.attempt('ada', HOME, async () => {
        verified++;
        await Promise.resolve();
        return false;
      });
    await Promise.allSettled(Array.from({ length: 50 }, guess));
    expect(verified).toBe(MAX_FAILURES_PER_ACCOUNT);
  });

  it('does not count an attempt that the store could not verify', async () => {
    const outage = () => attempts.attempt('ada', HOME, () => Promise.reject(new Error('no database')));
    for (let i = 0; i < MAX_FAILURES_PER_NETWORK + 1; i++)
      await expect(outage()).rejects.toThrow('no database');
    expect(await right('ada', HOME)).toBe(true);
  });

  it('counts all addresses of one IPv6 /64 network as one', async () => {
    for (let i = 0; i < MAX_FAILURES_PER_ACCOUNT; i++) await wrong('ada', `2001:db8:1:2::${i}`);
    await refusal(right('ada', '2001:db8:1:2:ffff:ffff:ffff:ffff'));
    expect(await right('ada', '2001:db8:1:3::1')).toBe(true);
  });
});
