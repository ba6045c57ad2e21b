import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../testing/fake-clock.js';
import { IdentityCache, MAX_CACHED_CHARACTERS, MAX_STALENESS_MS } from './identities.js';
import type { Identity } from './caller.js';

const ada: Identity = {
  caller: { username: 'ada', role: 'analyst', via: 'login', client: 'laptop' },
  expiresAt: Infinity,
};

describe('IdentityCache', () => {
  let clock: FakeClock;
  let cache: IdentityCache;
  beforeEach(() => {
    clock = new FakeClock();
    cache = new IdentityCache(clock);
  });

  it('keeps an identity for exactly five seconds', () => {
    cache.beginLookup('key')(ada);
    clock.advance(MAX_STALENESS_MS - 1);
    expect(cache.get('key')).toBe(ada);
    clock.advance(1);
    expect(cache.get('key')).toBeUndefined();
  });

  it('drops an identity when its credential expires', () => {
    const expiring = { ...ada, expiresAt: clock.now() + 10 };
    cache.beginLookup('key')(expiring);
    clock.advance(9);
    expect(cache.get('key')).toBe(expiring);
    clock.advance(1);
    expect(cache.get('key')).toBeUndefined();
  });

  it('drops an identity when the clock is set back', () => {
    cache.beginLookup('key')(ada);
    clock.advance(-1);
    expect(cache.get('key')).toBeUndefined();
  });

  it('is empty after clear', () => {
    cache.beginLookup('key')(ada);
    cache.clear();
    expect(cache.get('key')).toBeUndefined();
  });

  it('does not store an identity that was looked up before a clear', () => {
    const remember = cache.beginLookup('key');
    cache.clear();
    remember(ada);
    expect(cache.get('key')).toBeUndefined();
  });

  it('evicts the oldest keys when all keys together are too long', () => {
    const long = 'k'.repeat(MAX_CACHED_CHARACTERS / 4);
    for (const start of ['1', '2', '3', '4', '5']) cache.beginLookup(start + long)(ada);
    expect(cache.get('1' + long)).toBeUndefined();
    expect(cache.get('5' + long)).toBe(ada);
  });
});
