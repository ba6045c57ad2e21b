import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FakeClock } from '../testing/fake-clock.js';
import { RateLimiter } from './rate-limiter.js';

describe('RateLimiter', () => {
  const setUp = (perSecond: number) => {
    const clock = new FakeClock(1_000_000);
    const limiter = new RateLimiter(clock, perSecond);
    const allowed = (times: number, key = 'k'): number =>
      Array.from({ length: times }, () => limiter.take(key)).filter((waitMs) => waitMs === 0).length;
    return { clock, limiter, allowed };
  };

  it('allows the requests of four seconds at once, and then as many per second as the rate says', () => {
    const { clock, allowed } = setUp(10);
    expect(allowed(100)).toBe(40);
    clock.advance(1_000);
    expect(allowed(100)).toBe(10);
    clock.advance(60_000);
    expect(allowed(100)).toBe(40);
  });

  it('says how long to wait until a request is allowed', () => {
    const { clock, limiter, allowed } = setUp(10);
    allowed(40);
    const waitMs = limiter.take('k');
    expect(waitMs).toBe(100);
    clock.advance(waitMs - 1);
    expect(limiter.take('k')).toBeGreaterThan(0);
    clock.advance(1);
    expect(limiter.take('k')).toBe(0);
  });

  it('counts each key for itself', () => {
    const { allowed } = setUp(10);
    allowed(100, 'a');
    expect(allowed(100, 'b')).toBe(40);
  });

  it('counts a request that costs more as several, and allows even one that costs more than a full burst', () => {
    const { limiter, allowed } = setUp(10);
    expect(limiter.take('k', 30)).toBe(0);
    expect(allowed(100)).toBe(10);
    expect(limiter.take('other', 1_000)).toBe(0);
    expect(limiter.take('other')).toBeGreaterThan(0);
  });

  it('allows everything with a rate of 0', () => {
    expect(setUp(0).allowed(10_000)).toBe(10_000);
  });

  it('allows requests again at once when the clock is set back far', () => {
    const { clock, limiter, allowed } = setUp(10);
    allowed(100);
    clock.advance(-3_600_000);
    expect(limiter.take('k')).toBe(0);
  });

  it('never allows more requests than one burst and those that the rate allows in the time that has passed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(2_000), fc.nat(60)), { maxLength: 30 }),
        fc.integer({ min: 1, max: 50 }),
        (steps, perSecond) => {
          const { clock, allowed } = setUp(perSecond);
          let [passedMs, count] = [0, 0];
          for (const [ms, times] of steps) {
            clock.advance(ms);
            passedMs += ms;
            count += allowed(times);
          }
          expect(count).toBeLessThanOrEqual(perSecond * (4 + passedMs / 1000) + 1);
        },
      ),
      { numRuns: 20 },
    );
  });
});
