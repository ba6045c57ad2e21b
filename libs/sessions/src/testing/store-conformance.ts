import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Store } from '../store.js';

/** What the suite keeps in the store under test. */
export interface Visitor {
  name: string;
  age?: number;
  tags?: string[];
}

export interface StoreUnderTest {
  store: Store<Visitor>;
  close?(): void | Promise<void>;
}

const MAX_AGE = 1_000;

/**
 * The promises of Store<T>, run against one implementation.
 * @param open makes a new, empty store that reads the time (epoch milliseconds) from `now`.
 */
export function describeStore(
  name: string,
  open: (now: () => number) => StoreUnderTest | Promise<StoreUnderTest>,
): void {
  describe(name, () => {
    let time: number;
    let underTest: StoreUnderTest;
    let store: Store<Visitor>;

    beforeEach(async () => {
      time = 1_700_000_000_000;
      underTest = await open(() => time);
      store = underTest.store;
    });

    afterEach(async () => {
      await underTest.close?.();
    });

    it('has no data for an unknown id', async () => {
      expect(await store.get('unknown', 0)).toBeUndefined();
    });

    it('gives back what was set', async () => {
      await store.set('a', { name: 'Ada', age: 36, tags: ['x'] });
      expect(await store.get('a', 0)).toEqual({ name: 'Ada', age: 36, tags: ['x'] });
    });

    it('replaces the whole data, merging nothing', async () => {
      await store.set('a', { name: 'Ada', age: 36 });
      await store.set('a', { name: 'Grace' });
      expect(await store.get('a', 0)).toEqual({ name: 'Grace' });
    });

    it('keeps sessions apart', async () => {
      await store.set('a', { name: 'Ada' });
      await store.set('A', { name: 'Grace' });
      expect(await store.get('a', 0)).toEqual({ name: 'Ada' });
      expect(await store.get('A', 0)).toEqual({ name: 'Grace' });
    });

    it('keeps quotes, SQL, dots and any script as they are, in ids and data', async () => {
      const odd = `'"; DROP TABLE DBStoreSessions; -- $set a.b é 🙂`;
      await store.set(odd, { name: odd });
      await store.set('__proto__', { name: 'Proto' });
      expect(await store.get(odd, 0)).toEqual({ name: odd });
      expect(await store.get('__proto__', 0)).toEqual({ name: 'Proto' });
      expect(await store.get('toString', 0)).toBeUndefined();
    });

    it('keeps copies: changing a fetched or a given value changes nothing until it is set', async () => {
      const given = { name: 'Ada', tags: ['x'] };
      await store.set('a', given);
      given.tags.push('changed');
      const fetched = await store.get('a', 0);
      fetched?.tags?.push('changed');
      expect(await store.get('a', 0)).toEqual({ name: 'Ada', tags: ['x'] });
    });

    it('holds a session up to and including its maximum age, not a millisecond longer', async () => {
      await store.set('a', { name: 'Ada' });
      time += MAX_AGE;
      expect(await store.get('a', MAX_AGE)).toEqual({ name: 'Ada' });
      time += 1;
      expect(await store.get('a', MAX_AGE)).toBeUndefined();
    });

    it('removes an expired session when it is asked for', async () => {
      await store.set('a', { name: 'Ada' });
      time += MAX_AGE + 1;
      await store.get('a', MAX_AGE);
      expect(await store.get('a', 0)).toBeUndefined();
    });

    it('keeps a session for ever when the maximum age is 0', async () => {
      await store.set('a', { name: 'Ada' });
      time += 100 * 365 * 24 * 60 * 60 * 1000;
      expect(await store.get('a', 0)).toEqual({ name: 'Ada' });
    });

    it('counts the age from when a session was first set, however often it is set again', async () => {
      await store.set('a', { name: 'Ada' });
      time += MAX_AGE;
      await store.set('a', { name: 'Grace' });
      time += 1;
      expect(await store.get('a', MAX_AGE)).toBeUndefined();
    });

    it('counts anew after a session was destroyed', async () => {
      await store.set('a', { name: 'Ada' });
      time += MAX_AGE;
      await store.destroy('a');
      await store.set('a', { name: 'Grace' });
      time += MAX_AGE;
      expect(await store.get('a', MAX_AGE)).toEqual({ name: 'Grace' });
    });

    it('destroys one session, and does not mind when it is gone already', async () => {
      await store.set('a', { name: 'Ada' });
      await store.set('b', { name: 'Grace' });
      await store.destroy('a');
      await store.destroy('a');
      await store.destroy('unknown');
      expect(await store.get('a', 0)).toBeUndefined();
      expect(await store.get('b', 0)).toEqual({ name: 'Grace' });
    });

    it('purges what is older than the given age, where it can purge', async () => {
      if (!store.purge) return;
      await store.set('old', { name: 'Ada' });
      time += 1;
      await store.set('young', { name: 'Grace' });
      time += MAX_AGE;
      await store.purge(0);
      expect(await store.get('old', 0)).toEqual({ name: 'Ada' });
      await store.purge(MAX_AGE);
      expect(await store.get('old', 0)).toBeUndefined();
      expect(await store.get('young', 0)).toEqual({ name: 'Grace' });
    });

    it('lists the data of all sessions, where it can list', async () => {
      if (!store.all) return;
      expect(await store.all()).toEqual([]);
      await store.set('a', { name: 'Ada' });
      await store.set('b', { name: 'Grace' });
      const names = (await store.all()).map((visitor) => visitor.name);
      expect(names.sort()).toEqual(['Ada', 'Grace']);
    });

    it('clears all sessions, where it can clear, even twice', async () => {
      if (!store.clear) return;
      await store.set('a', { name: 'Ada' });
      await store.clear();
      await store.clear();
      expect(await store.get('a', 0)).toBeUndefined();
    });
  });
}
