import { SLOT_MS } from '@dwell/shared';
import { type RawBuilder, sql } from 'kysely';
import { MINUTE_MS } from '../../model/whole-minutes.js';
import type { Difference } from '../../ports/archive.js';
import { bound, type Statements } from '../connection/kysely.js';
import type { PackedUserTable, PackTable, PathTable } from '../schema/tables.js';
import { decodeColumns, PACK_KINDS, type PackKind } from './columns.js';
import { packId, PART_MS, partStart } from './parts.js';
import { LONG_CLASSES } from './session-rows.js';

const NAMES: Record<PackKind, string> = {
  times: 'time of a user: in the slots, and packed',
  visits: 'visits of a user: in the slots, and packed',
  lengthSums: 'visits of a user by length: in the slots of some days, and packed',
  timeSums: 'time of a user by path: in the slots of some days, and packed',
  slotSums: 'time of a user by slot: on all paths, and packed',
  sessions: 'settled sessions of a user: as stored, and packed',
  views: 'settled sessions of a user by view: as stored, and packed',
};

/**
 * Some time, visits or settled sessions of one user. For sessions, `at` is the minute of the start, `ms` the sum of the
 * lengths in minutes, and `visits` the number of sessions.
 */
interface Row {
  readonly at: number;
  readonly view: string;
  readonly tab: string;
  readonly ms: number;
  readonly visits: number;
  readonly extra: number;
}

/** Sums that should be equal: first the sum of the rows in the tables, then the sum of the rows in the packs. */
type Pair = Pick<Row, 'at' | 'view' | 'tab'> & {
  readonly ms: [number, number];
  readonly visits: [number, number];
};

/**
 * Compares the packs with the rows that they are made of, one user after the other. Returns at most `most` differences.
 */
export const packDifferences = (statements: Statements, most: number): Difference[] => {
  const paths = new Map(
    statements
      .all(sql<PathTable>`select id, view, tab from ${sql.table('path')}`)
      .map((path) => [path.id, path]),
  );
  const minute = sql.lit(MINUTE_MS);
  const isBefore = sql`username = ${bound()} and slot < ${bound()}`;
  const [session, tab] = [sql.table('session'), sql.table('session_tab')];
  // The second value is not used. It is there because the statements of all kinds are run with the same two values.
  const settled = (sessions: RawBuilder<unknown>) => sql`
    select start - start % ${minute} as at, view, '' as tab, last_ping / ${minute} - start / ${minute} as ms,
      1 as visits, start % ${minute} > 0 as extra
    from (${sessions}) where username = ${bound()} and ${bound()} is not null and settled = 1
      and span_class not in (${sql.join(LONG_CLASSES.map((spanClass) => sql.lit(spanClass)))})`;
  const rowsOf = {
    times: statements.prepare<[string, number], Row>(
      sql`select slot as at, view, tab, ms, visits, 0 as extra from ${sql.table('user_time')} where ${isBefore}`,
    ),
    visits: statements.prepare<[string, number], Row>(
      sql`select slot as at, view, tab, ms, visits, length_bucket as extra
        from ${sql.table('user_visit')} where ${isBefore}`,
    ),
    timeSums: statements.prepare<[string, number], Row>(
      sql`select slot - slot % ${sql.lit(PART_MS)} as at, view, tab, sum(ms) as ms, sum(visits) as visits, 0 as extra
        from ${sql.table('user_time')} where ${isBefore} group by 1, 2, 3`,
    ),
    slotSums: statements.prepare<[string, number], Row>(
      sql`select slot as at, '' as view, '' as tab, sum(ms) as ms, sum(visits) as visits, 0 as extra
        from ${sql.table('user_time')} where ${isBefore} group by slot`,
    ),
    lengthSums: statements.prepare<[string, number], Row>(
      sql`select slot - slot % ${sql.lit(PART_MS)} as at, '' as view, '' as tab, sum(ms) as ms, sum(visits) as visits,
          length_bucket as extra
        from ${sql.table('user_visit')} where ${isBefore} group by 1, length_bucket`,
    ),
    sessions: statements.prepare<[string, number], Row>(
      settled(sql`
      select pk, '' as view, start, last_ping, username, settled, span_class from ${session}`),
    ),
    views: statements.prepare<[string, number], Row>(
      settled(sql`
      select distinct pk, view, start, last_ping, username, settled, span_class
      from ${session} join ${tab} on session = pk`),
    ),
  };
  const packsOf = statements.prepare<[number, number], PackTable>(
    sql`select id, columns from ${sql.table('pack')} where id >= ${bound()} and id < ${bound()}`,
  );
  const packedRows = (kind: PackKind, pack: PackTable): Row[] => {
    const columns = decodeColumns(kind, pack.columns);
    const ofSessions = kind === 'sessions' || kind === 'views';
    return Array.from(columns.paths, (id, index) => ({
      at: partStart(pack.id) + (columns.slots[index] ?? 0) * (ofSessions ? MINUTE_MS : SLOT_MS),
      view: id === 0 ? '' : (paths.get(id)?.view ?? `(path ${id})`),
      tab: paths.get(id)?.tab ?? '',
      ms: (columns.ms[index] ?? 0) * (ofSessions ? (columns.visits[index] ?? 0) : 1),
      visits: columns.visits[index] ?? 0,
      extra: columns.extras?.[index] ?? 0,
    }));
  };
  const users = statements.all(
    sql<PackedUserTable>`select username, number, packed_until from ${sql.table('packed_user')}`,
  );
  const found: Difference[] = [];
  for (const { username, number, packed_until } of users) {
    for (const kind of PACK_KINDS) {
      const packs = packsOf.all(packId(kind, number, 0), packId(kind, number + 1, 0));
      const pairs = new Map<string, Pair>();
      const add = (place: 0 | 1, { at, view, tab, ms, visits, extra }: Row): void => {
        const key = `${at} ${extra} ${view}\0${tab}`;
        const pair = pairs.get(key) ?? { view, tab, at, ms: [0, 0], visits: [0, 0] };
        pair.ms[place] += ms;
        pair.visits[place] += visits;
        pairs.set(key, pair);
      };
      for (const pack of packs) {
        const { slots } = decodeColumns(kind, pack.columns);
        const index = slots.findIndex((slot, at) => slot < (slots[at - 1] ?? 0));
        if (index < 0) continue;
        const figures = [slots[index - 1] ?? 0, slots[index] ?? 0] as const;
        found.push({
          of: `rows of a pack (${kind}): in the order of their slots`,
          username,
          at: partStart(pack.id),
          figures,
        });
      }
      for (const row of rowsOf[kind].all(username, packed_until)) add(0, row);
      for (const pack of packs) for (const row of packedRows(kind, pack)) add(1, row);
      for (const { ms, visits, tab, ...where } of pairs.values()) {
        const figures = ms[0] === ms[1] ? visits : ms;
        if (figures[0] === figures[1]) continue;
        found.push({ of: NAMES[kind], username, ...where, ...(tab ? { tab } : {}), figures });
        if (found.length >= most) return found;
      }
    }
  }
  return found;
};
