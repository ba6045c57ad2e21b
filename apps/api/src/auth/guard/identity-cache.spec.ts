import { beforeEach, describe, expect, it } from '@jest/globals';
import { NoSiblings, Siblings } from '../../platform/siblings.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { IdentityCache, MAX_CACHED_BYTES, MAX_STALENESS_MS } from './identities.js';
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
    cache = new IdentityCache(clock, new NoSiblings());
  });

  it('keeps an identity without a checkedUntil for exactly five seconds', () => {
    cache.beginLookup('key')(ada);
    clock.advance(MAX_STALENESS_MS - 1);
    expect(cache.get('key')).toBe(ada);
    clock.advance(1);
    expect(cache.get('key')).toBeUndefined();
  });

  it('keeps an identity with a checkedUntil until that time', () => {
    cache.beginLookup('key')({ ...ada, checkedUntil: clock.now() + 2 * MAX_STALENESS_MS });
    clock.advance(2 * MAX_STALENESS_MS - 1);
    expect(cache.get('key')).toBeDefined();
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

  it('is empty after clear', async () => {
    cache.beginLookup('key')(ada);
    await cache.clear();
    expect(cache.get('key')).toBeUndefined();
  });

  it('does not store an identity that was looked up before a clear', async () => {
    const remember = cache.beginLookup('key');
    await cache.clear();
    remember(ada);
    expect(cache.get('key')).toBeUndefined();
  });

  it('empties the caches of the other processes of the server before clear resolves', async () => {
    const others: (() => void)[] = [];
    class Connected extends Siblings {
      override async tellIdentitiesChanged(): Promise<void> {
        await new Promise(setImmediate);
        for (const forget of others) forget();
      }
      override onIdentitiesChanged(listener: () => void): void {
        others.push(listener);
      }
    }
    const other = new IdentityCache(clock, new Connected());
    const lookedUp = other.beginLookup('key');
    other.beginLookup('other key')(ada);
    await new IdentityCache(clock, new Connected()).clear();
    lookedUp(ada);
    expect(other.get('key')).toBeUndefined();
    expect(other.get('other key')).toBeUndefined();
  });

  it('forgets the least recently used keys when all keys together are too long', () => {
    const long = 'k'.repeat(MAX_CACHED_BYTES / 4);
    for (const start of ['1', '2', '3', '4', '5']) cache.beginLookup(start + long)(ada);
    expect(cache.get('1' + long)).toBeUndefined();
    expect(cache.get('5' + long)).toBe(ada);
  });
});
