import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UnstorableSessionError } from '../encode-data.js';
import type { Store } from '../store.js';

/** The data that the suite stores. */
export interface Visitor {
  name: string;
  age?: number;
  tags?: string[];
}

export interface StoreUnderTest {
  store: Store<Visitor>;
  close?(): void | Promise<void>;
}

export interface StoreTraits {
  /** Whether the store counts a session's age from when it was last set, instead of first set. Default false. */
  rolling?: boolean;
}

const MAX_AGE = 1_000;

const containingItself: { self?: unknown } = {};
containingItself.self = containingItself;

/**
 * Tests that an implementation keeps the promises of Store<T>.
 * @param open creates a new, empty store that gets the time (epoch milliseconds) from `now`
 * @param traits the options with which `open` creates the store
 */
export const describeStore = (
  name: string,
  open: (now: () => number) => StoreUnderTest | Promise<StoreUnderTest>,
  traits: StoreTraits = {},
): void => {
  const { rolling = false } = traits;
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

    it('V8: returns nothing for an unknown id', async () => {
      expect(await store.get('unknown', 0)).toBeUndefined();
    });

    it('V7: returns the data that was set', async () => {
      await store.set('a', { name: 'Ada', age: 36, tags: ['x'] });
      expect(await store.get('a', 0)).toEqual({ name: 'Ada', age: 36, tags: ['x'] });
    });

    it('V11, V30: replaces the whole data and merges nothing', async () => {
      await store.set('a', { name: 'Ada', age: 36 });
      await store.set('a', { name: 'Grace' });
      expect(await store.get('a', 0)).toEqual({ name: 'Grace' });
    });

    it('distinguishes ids by case', async () => {
      await store.set('a', { name: 'Ada' });
      await store.set('A', { name: 'Grace' });
      expect(await store.get('a', 0)).toEqual({ name: 'Ada' });
      expect(await store.get('A', 0)).toEqual({ name: 'Grace' });
    });

    it('V16: stores quotes, SQL, dots, accents and emoji unchanged, in ids and data', async () => {
      const odd = `'"; DROP TABLE DBStoreSessions; -- $set a.b é 🙂`;
      await store.set(odd, { name: odd });
      await store.set('__proto__', { name: 'Proto' });
      expect(await store.get(odd, 0)).toEqual({ name: odd });
      expect(await store.get('__proto__', 0)).toEqual({ name: 'Proto' });
      expect(await store.get('toString', 0)).toBeUndefined();
    });

    it.each<[what: string, data: unknown]>([
      ['a Date', { at: new Date(0), list: [new Date(1)] }],
      ['a Map and a Set', { map: new Map([['a', 1]]), set: new Set([1]) }],
      [
        'properties that are undefined, a function or a symbol',
        { a: undefined, b: () => 1, c: Symbol('c'), d: 1 },
      ],
      ['list entries that are undefined', { list: [undefined, 1] }],
      ['numbers that JSON lacks', { list: [NaN, Infinity, -0, 1e21] }],
      ['an object with toJSON', { user: { secret: 'x', toJSON: () => ({ name: 'Ada' }) } }],
      ['bytes', { bytes: new Uint8Array([1, 2]) }],
      ['an object without prototype', Object.assign(Object.create(null) as object, { a: 1 })],
      ['keys that objects have already', JSON.parse('{"__proto__":{"a":1},"constructor":1}')],
      ['a lone surrogate and NUL', { text: '\ud800 \0' }],
      ['text alone', 'Ada'],
      ['a list alone', [1, 'a']],
    ])('V14: stores what JSON keeps of %s', async (_what, data) => {
      await store.set('a', data as Visitor);
      const kept: unknown = JSON.parse(JSON.stringify(data));
      expect(await store.get('a', 0)).toStrictEqual(kept);
      if (!store.replace) return;
      await store.set('b', { name: 'Ada' });
      await store.replace('b', 0, data as Visitor);
      expect(await store.get('b', 0)).toStrictEqual(kept);
    });

    it.each<[what: string, data: unknown]>([
      ['undefined', undefined],
      ['a function', () => 1],
      ['a symbol', Symbol('a')],
      ['a BigInt', { age: 1n }],
      ['an object that contains itself', containingItself],
      ['an object whose toJSON throws', { toJSON: () => JSON.parse('') as unknown }],
    ])('V14: rejects %s with an UnstorableSessionError, and keeps the session', async (_what, data) => {
      const set = async (sid: string): Promise<void> => store.set(sid, data as Visitor);
      await expect(set('new')).rejects.toBeInstanceOf(UnstorableSessionError);
      expect(await store.get('new', 0)).toBeUndefined();
      await store.set('a', { name: 'Ada' });
      await expect(set('a')).rejects.toBeInstanceOf(UnstorableSessionError);
      const replace = async () => store.replace?.('a', 0, data as Visitor);
      if (store.replace) await expect(replace()).rejects.toBeInstanceOf(UnstorableSessionError);
      expect(await store.get('a', 0)).toEqual({ name: 'Ada' });
    });

    it('V14: stores copies: a change of the data after set or get does not change the store', async () => {
      const given = { name: 'Ada', tags: ['x'] };
      await store.set('a', given);
      given.tags.push('changed');
      const fetched = await store.get('a', 0);
      fetched?.tags?.push('changed');
      expect(await store.get('a', 0)).toEqual({ name: 'Ada', tags: ['x'] });
    });

    it('V10: returns a session exactly at its maximum age, and not a millisecond later', async () => {
      await store.set('a', { name: 'Ada' });
      time += MAX_AGE;
      expect(await store.get('a', MAX_AGE)).toEqual({ name: 'Ada' });
      time += 1;
      expect(await store.get('a', MAX_AGE)).toBeUndefined();
    });

    it('V10: removes an expired session when get is called for it', async () => {
      await store.set('a', { name: 'Ada' });
      time += MAX_AGE + 1;
      await store.get('a', MAX_AGE);
      expect(await store.get('a', 0)).toBeUndefined();
    });

    it('V9: returns nothing if the maximum age is negative', async () => {
      await store.set('a', { name: 'Ada' });
      expect(await store.get('a', -1)).toBeUndefined();
    });

    it('V9: returns a session of any age if the maximum age is 0', async () => {
      await store.set('a', { name: 'Ada' });
      time += 100 * 365 * 24 * 60 * 60 * 1000;
      expect(await store.get('a', 0)).toEqual({ name: 'Ada' });
    });

    if (rolling) {
      it('counts the age from the last set, if the store is rolling', async () => {
        await store.set('a', { name: 'Ada' });
        time += MAX_AGE;
        await store.set('a', { name: 'Grace' });
        time += MAX_AGE;
        expect(await store.get('a', MAX_AGE)).toEqual({ name: 'Grace' });
        time += 1;
        expect(await store.get('a', MAX_AGE)).toBeUndefined();
      });
    } else {
      it('V11: counts the age from the first set, also after the session is set again', async () => {
        await store.set('a', { name: 'Ada' });
        time += MAX_AGE;
        await store.set('a', { name: 'Grace' });
        time += 1;
        expect(await store.get('a', MAX_AGE)).toBeUndefined();
      });
    }

    it('does not change the age of a session by get', async () => {
      await store.set('a', { name: 'Ada' });
      time += MAX_AGE;
      await store.get('a', MAX_AGE);
      time += 1;
      expect(await store.get('a', MAX_AGE)).toBeUndefined();
    });

    it('replaces a session that has not expired, and treats the session’s age as set does, if the store has replace', async () => {
      if (!store.replace) return;
      await store.set('a', { name: 'Ada', age: 36 });
      await store.set('b', { name: 'Mary' });
      time += MAX_AGE;
      expect(await store.replace('a', MAX_AGE, { name: 'Grace' })).toBe(true);
      expect(await store.get('a', MAX_AGE)).toEqual({ name: 'Grace' });
      expect(await store.get('b', MAX_AGE)).toEqual({ name: 'Mary' });
      time += 1;
      expect(await store.get('a', MAX_AGE)).toEqual(rolling ? { name: 'Grace' } : undefined);
    });

    it('does not replace an expired or unknown session, if the store has replace', async () => {
      if (!store.replace) return;
      await store.set('a', { name: 'Ada' });
      time += MAX_AGE + 1;
      expect(await store.replace('a', MAX_AGE, { name: 'Grace' })).toBe(false);
      expect(await store.get('a', 0)).toEqual({ name: 'Ada' });
      expect(await store.replace('a', 0, { name: 'Grace' })).toBe(true);
      expect(await store.replace('a', -1, { name: 'Mary' })).toBe(false);
      expect(await store.replace('unknown', 0, { name: 'Mary' })).toBe(false);
      expect(await store.get('a', 0)).toEqual({ name: 'Grace' });
      expect(await store.get('unknown', 0)).toBeUndefined();
    });

    it('V11: starts the age anew when a destroyed session is set again', async () => {
      await store.set('a', { name: 'Ada' });
      time += MAX_AGE;
      await store.destroy('a');
      await store.set('a', { name: 'Grace' });
      time += MAX_AGE;
      expect(await store.get('a', MAX_AGE)).toEqual({ name: 'Grace' });
    });

    it('V12: destroys one session, and ignores one that does not exist', async () => {
      await store.set('a', { name: 'Ada' });
      await store.set('b', { name: 'Grace' });
      await store.destroy('a');
      await store.destroy('a');
      await store.destroy('unknown');
      expect(await store.get('a', 0)).toBeUndefined();
      expect(await store.get('b', 0)).toEqual({ name: 'Grace' });
    });

    it('V33, V37: returns true from exactly one of several calls of destroy, if destroy returns whether the session existed', async () => {
      await store.set('a', { name: 'Ada' });
      const answers = await Promise.all(Array.from({ length: 4 }, async () => store.destroy('a')));
      if (answers.every((answer) => answer === undefined)) return;
      expect(answers.toSorted()).toEqual([false, false, false, true]);
      expect(await store.destroy('unknown')).toBe(false);
    });

    it('removes sessions older than the given age, if the store has purge', async () => {
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

    it('V7, V12: returns the data of all sessions, if the store has the method all', async () => {
      if (!store.all) return;
      expect(await store.all()).toEqual([]);
      await store.set('a', { name: 'Ada' });
      await store.set('b', { name: 'Grace' });
      const names = (await store.all()).map((visitor) => visitor.name);
      expect(names.sort()).toEqual(['Ada', 'Grace']);
    });

    it('V7, V12: removes all sessions by clear, which may be called again, if the store has clear', async () => {
      if (!store.clear) return;
      await store.set('a', { name: 'Ada' });
      await store.clear();
      await store.clear();
      expect(await store.get('a', 0)).toBeUndefined();
      if (store.all) expect(await store.all()).toEqual([]);
    });
  });
};
