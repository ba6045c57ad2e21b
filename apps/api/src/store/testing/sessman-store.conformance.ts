import { describe, expect, it } from '@jest/globals';
import type { SessmanSession, SessmanStore } from '../ports/session-data-stores.js';
import { type OpenStore, useStore } from './store-under-test.js';

const sizeOf = (session: SessmanSession): number => Buffer.byteLength(JSON.stringify(session));

/** Tests what a SessmanStore must do besides what every store of session data does. `open` opens a new, empty store. */
export const describeSessmanStore = (name: string, open: OpenStore<SessmanStore>): void => {
  describe(`${name} as a SessmanStore`, () => {
    const opened = useStore(open);

    it('sums up the bytes of all that one owner has stored, of what one owner has stored for one user, and of all session data, without data that was removed', async () => {
      const { store } = opened;
      const scopes = [
        { owner: 'api-key 1' },
        { owner: 'api-key 2' },
        { owner: 'api-key 1', user: 'Jörg 🙂' },
        { owner: 'api-key 2', user: 'Jörg 🙂' },
        { owner: 'api-key 1', user: 'older' },
        { owner: undefined, user: 'older' },
        'all',
      ] as const;
      const used = async () => Promise.all(scopes.map((scope) => store.usedBytes(scope)));
      expect(await used()).toEqual([0, 0, 0, 0, 0, 0, 0]);
      const one: SessmanSession = { user: 'Jörg 🙂', data: { text: 'ä'.repeat(100) }, owner: 'api-key 1' };
      const two: SessmanSession = { user: 'Jörg 🙂', data: null, owner: 'api-key 2' };
      const ofNobody: SessmanSession = { user: 'older', data: 'written by an older version' };
      await store.set('one', one);
      await store.set('two', two);
      await store.set('three', ofNobody);
      const all = sizeOf(one) + sizeOf(two) + sizeOf(ofNobody);
      expect(await used()).toEqual([
        sizeOf(one),
        sizeOf(two),
        sizeOf(one),
        sizeOf(two),
        0,
        sizeOf(ofNobody),
        all,
      ]);

      const smaller = { ...one, data: 1 };
      expect(await store.replace('one', 0, smaller)).toBe(true);
      expect(await store.usedBytes({ owner: 'api-key 1' })).toBe(sizeOf(smaller));
      for (const sid of ['one', 'two', 'three']) await store.destroy(sid);
      expect(await used()).toEqual([0, 0, 0, 0, 0, 0, 0]);
    });
  });
};
