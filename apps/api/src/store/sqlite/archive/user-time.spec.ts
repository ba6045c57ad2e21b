import { expect, it } from '@jest/globals';
import { bucketOfLength, SLOT_MS } from '@dwell/shared';
import fc from 'fast-check';
import type { UserSlot } from '../../ports/archive.js';
import { T0 } from '../../testing/session-changes.js';
import { PART_MS } from '../packs/parts.js';
import { openMemoryDatabase } from '../testing/memory-database.js';
import { countUserTime, userTimeAfter } from './user-time.js';

const USERS = ['ann', 'ann ', 'Zoë', 'é'];

/** A visit that begins and ends in one slot. */
const visit = fc.record({
  username: fc.constantFrom(...USERS),
  slot: fc.nat(40 * (PART_MS / SLOT_MS)).map((slots) => T0 + slots * SLOT_MS),
  view: fc.constantFrom('home', 'news'),
  ms: fc.integer({ min: 1, max: 5 }),
});

it('Users’ time is read exactly once, in the order of user and slot, even if some is packed or came late', async () => {
  const { database, statements, writer } = await openMemoryDatabase();
  const tables = ['user_time', 'user_visit', 'pack', 'packed_user'];
  fc.assert(
    fc.property(
      fc.array(visit, { maxLength: 40 }),
      fc.nat(40),
      fc.integer({ min: 1, max: 9 }),
      (visits, parts, least) => {
        for (const table of tables) database.exec(`delete from Test_${table}`);
        writer.packer.forget();
        const expected = new Map<string, { ms: number; visits: number }>();
        for (const [index, { username, slot, view, ms }] of visits.entries()) {
          if (index === Math.floor(visits.length / 2)) {
            for (const each of USERS.slice(1)) writer.packer.pack(each, T0 + parts * PART_MS);
            writer.packer.flush();
          }
          writer.addUserTime(username, { slot, view, tab: '', ms, visits: 1 });
          const lengths = { length_bucket: bucketOfLength(ms), visits: 1, ms };
          writer.addUserVisits(username, [{ slot, view, tab: '', ...lengths }]);
          const key = JSON.stringify([username, slot, view]);
          const sum = expected.get(key) ?? { ms: 0, visits: 0 };
          expected.set(key, { ms: sum.ms + ms, visits: sum.visits + 1 });
        }
        writer.packer.flush();

        const found: UserSlot[] = [];
        for (;;) {
          const { username = '', slot = 0 } = found.at(-1) ?? {};
          const portion = userTimeAfter(statements, { username, slot }, least);
          if (portion.length === 0) break;
          found.push(...portion);
        }
        const places = found.map(({ username, slot }) => ({ username, slot }));
        expect(places).toEqual(
          places.toSorted(
            (a, b) => Buffer.compare(Buffer.from(a.username), Buffer.from(b.username)) || a.slot - b.slot,
          ),
        );
        const times = found.flatMap(({ username, slot, time }) =>
          time.map(
            ({ view, ms, visits }) => [JSON.stringify([username, slot, view]), { ms, visits }] as const,
          ),
        );
        expect(times).toHaveLength(expected.size);
        expect(new Map(times)).toEqual(expected);
        for (const { time, visits } of found) {
          const sum = (rows: readonly { ms: number }[]): number => rows.reduce((all, { ms }) => all + ms, 0);
          expect(sum(visits)).toBe(sum(time));
        }
        expect(countUserTime(statements)).toBe(found.length);
      },
    ),
  );
  database.close();
});
