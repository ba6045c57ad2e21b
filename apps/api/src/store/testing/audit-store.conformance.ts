import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newAuditId } from '../model/audit-id.js';
import type { AuditEntry, AuditSearch, AuditStore } from '../ports/audit-store.js';
import { legalString } from './legal-strings.js';
import { type OpenStore, useStore } from './store-under-test.js';

const T0 = 1_700_000_000_000;

const entry = (minutes: number, more: Partial<AuditEntry> = {}): AuditEntry => {
  const at = T0 + minutes * 60_000;
  return { id: newAuditId(at), at, act: 'login', outcome: 'done', ...more };
};

/** Tests what every AuditStore must do. `open` opens a new, empty store each time. */
export const describeAuditStore = (name: string, open: OpenStore<AuditStore>): void => {
  describe(`${name} as an AuditStore`, () => {
    const opened = useStore(open);

    const stored = async (...entries: readonly AuditEntry[]) => {
      await opened.store.purge(T0 * 2);
      await opened.store.put(entries);
    };
    const minutes = async (search: Partial<AuditSearch> = {}) =>
      (await opened.store.list({ order: 'newest first', limit: 100, ...search })).map(
        ({ at }) => (at - T0) / 60_000,
      );

    it('lists entries as they were stored, the newest first or the oldest first', async () => {
      const full = entry(1, {
        actor: 'ada',
        via: 'login',
        address: '192.0.2.1',
        act: 'change-role',
        target: 'ben',
        detail: 'admin',
        outcome: 'refused',
      });
      const least = entry(2);
      await stored(full, least);
      expect(await opened.another.list({ order: 'newest first', limit: 9 })).toEqual([least, full]);
      expect(await opened.another.list({ order: 'oldest first', limit: 9 })).toEqual([full, least]);
    });

    it('lists page by page, without gaps or repeats while entries are added', async () => {
      await stored(...[1, 2, 3, 4, 5].map((minute) => entry(minute)));
      const first = await opened.store.list({ order: 'newest first', limit: 2 });
      await opened.store.put([entry(6)]);
      expect(await minutes({ after: first.at(-1)?.id })).toEqual([3, 2, 1]);
      expect(await minutes({ order: 'oldest first', after: first.at(-1)?.id })).toEqual([5, 6]);
    });

    it('filters by actor, act and time', async () => {
      await stored(
        entry(1, { actor: 'ada' }),
        entry(2, { actor: 'ada', act: 'logout' }),
        entry(3, { actor: 'Ada' }),
        entry(4),
      );
      expect(await minutes({ actor: 'ada' })).toEqual([2, 1]);
      expect(await minutes({ act: 'login' })).toEqual([4, 3, 1]);
      expect(await minutes({ actor: 'ada', act: 'logout' })).toEqual([2]);
      expect(await minutes({ from: T0 + 120_000, to: T0 + 240_000 })).toEqual([3, 2]);
    });

    it('stores any legal text as the actor, and finds it', async () => {
      await fc.assert(
        fc.asyncProperty(legalString(), async (text) => {
          const one = entry(9, { actor: text, target: text });
          await opened.store.put([one]);
          expect(await opened.store.list({ actor: text, order: 'newest first', limit: 100 })).toContainEqual(
            one,
          );
        }),
        { numRuns: 10 },
      );
    });

    it('replaces an entry with the same id, so that a copy can be repeated', async () => {
      const one = entry(1);
      await stored(one);
      await opened.store.put([{ ...one, outcome: 'failed' }]);
      expect(await opened.store.list({ order: 'newest first', limit: 9 })).toEqual([
        { ...one, outcome: 'failed' },
      ]);
      expect(await opened.store.count()).toBe(1);
    });

    it('removes the entries that are older than a given time', async () => {
      await stored(entry(1), entry(2), entry(3));
      await opened.store.purge(T0 + 120_000);
      expect(await minutes()).toEqual([3, 2]);
    });
  });
};
