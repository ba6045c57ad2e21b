import { SLOT_MS } from '@dwell/shared';
import { sql } from 'kysely';
import type { Difference } from '../../ports/archive.js';
import { bound, type Statements } from '../connection/kysely.js';
import type { PackedUserTable, PathTable, TimeRow, VisitRow } from '../schema/tables.js';
import { decodeColumns, type PackKind } from './columns.js';
import { packId, partStart } from './parts.js';

/** The sums of one path in one slot, and for visits of one length, in the tables and in the packs. */
interface Pair {
  readonly view: string;
  readonly tab: string;
  readonly at: number;
  readonly ms: [number, number];
  readonly visits: [number, number];
}

/** Compares the packs with the rows that they are made of, one user after the other. Returns at most `most`. */
export const packDifferences = (statements: Statements, most: number): Difference[] => {
  const paths = new Map(
    statements
      .all(sql<PathTable>`select id, view, tab from ${sql.table('path')}`)
      .map((path) => [path.id, path]),
  );
  const range = sql`username = ${bound()} and slot < ${bound()}`;
  const rowsOf = {
    times: statements.prepare<[string, number], TimeRow>(
      sql`select slot, view, tab, ms, visits from ${sql.table('user_time')} where ${range}`,
    ),
    visits: statements.prepare<[string, number], VisitRow>(
      sql`select slot, view, tab, length_bucket, visits, ms from ${sql.table('user_visit')} where ${range}`,
    ),
  };
  const packsOf = statements.prepare<
    [number, number],
    Record<PackKind, Uint8Array> & { readonly id: number }
  >(sql`select id, times, visits from ${sql.table('pack')} where id >= ${bound()} and id < ${bound()}`);
  const users = statements.all(
    sql<PackedUserTable>`select username, number, packed_until from ${sql.table('packed_user')}`,
  );
  const found: Difference[] = [];
  for (const { username, number, packed_until } of users) {
    const packs = packsOf.all(packId(number, 0), packId(number + 1, 0));
    for (const kind of ['times', 'visits'] as const) {
      const pairs = new Map<string, Pair>();
      const add = (place: 0 | 1, row: TimeRow & { readonly length_bucket?: number }): void => {
        const key = `${row.slot} ${row.length_bucket} ${row.view}\0${row.tab}`;
        const pair = pairs.get(key) ?? {
          view: row.view,
          tab: row.tab,
          at: row.slot,
          ms: [0, 0],
          visits: [0, 0],
        };
        pair.ms[place] += row.ms;
        pair.visits[place] += row.visits;
        pairs.set(key, pair);
      };
      for (const row of rowsOf[kind].all(username, packed_until)) add(0, row);
      for (const pack of packs) {
        const { paths: ids, ms, slots, visits, lengthBuckets } = decodeColumns(kind, pack[kind]);
        ids.forEach((id, index) => {
          add(1, {
            ...(paths.get(id) ?? { view: `(path ${id})`, tab: '' }),
            slot: partStart(pack.id) + (slots[index] ?? 0) * SLOT_MS,
            ms: ms[index] ?? 0,
            visits: visits[index] ?? 0,
            length_bucket: lengthBuckets?.[index],
          });
        });
      }
      for (const { ms, visits, tab, ...where } of pairs.values()) {
        const figures = ms[0] === ms[1] ? visits : ms;
        if (figures[0] === figures[1]) continue;
        const of = `${kind === 'times' ? 'time' : 'visits'} of a user: in the slots, and packed`;
        found.push({ of, username, ...where, ...(tab ? { tab } : {}), figures });
        if (found.length >= most) return found;
      }
    }
  }
  return found;
};
