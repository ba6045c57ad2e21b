import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../testing/fake-clock.js';
import { IdentityCache, MAX_CACHED_CHARACTERS, MAX_STALENESS_MS } from './identities.js';
import type { Identity } from './caller.js';

const ada: Identity = {
  caller: { username: 'ada', role: 'analyst', via: 'login', client: 'laptop' },
  expiresAt: Infinity,
};

describe('A remembered credential', () => {
  let clock: FakeClock;
  let cache: IdentityCache;
  beforeEach(() => {
    clock = new FakeClock();
    cache = new IdentityCache(clock);
  });

  it('counts for five seconds, not a millisecond longer', () => {
    cache.beginLookup('key')(ada);
    clock.advance(MAX_STALENESS_MS - 1);
    expect(cache.get('key')).toBe(ada);
    clock.advance(1);
    expect(cache.get('key')).toBeUndefined();
  });

  it('counts no longer than it is valid', () => {
    const expiring = { ...ada, expiresAt: clock.now() + 10 };
    cache.beginLookup('key')(expiring);
    clock.advance(9);
    expect(cache.get('key')).toBe(expiring);
    clock.advance(1);
    expect(cache.get('key')).toBeUndefined();
  });

  it('does not live longer when the clock is set back', () => {
    cache.beginLookup('key')(ada);
    clock.advance(-1);
    expect(cache.get('key')).toBeUndefined();
  });

  it('is forgotten when something changed', () => {
    cache.beginLookup('key')(ada);
    cache.clear();
    expect(cache.get('key')).toBeUndefined();
  });

  it('is not remembered when something changed while it was looked up', () => {
    const remember = cache.beginLookup('key');
    cache.clear();
    remember(ada);
    expect(cache.get('key')).toBeUndefined();
  });

  it('gives way when all together take too much room', () => {
    const long = 'k'.repeat(MAX_CACHED_CHARACTERS / 4);
    for (const start of ['1', '2', '3', '4', '5']) cache.beginLookup(start + long)(ada);
    expect(cache.get('1' + long)).toBeUndefined();
    expect(cache.get('5' + long)).toBe(ada);
  });
});
