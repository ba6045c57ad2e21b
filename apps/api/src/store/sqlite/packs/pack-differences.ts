import { SLOT_MS } from '@dwell/shared';
import { type RawBuilder, sql } from 'kysely';
import { MINUTE_MS } from '../../model/whole-minutes.js';
import type { Difference } from '../../ports/archive.js';
import { bound, type Statements } from '../connection/kysely.js';
import type { PackedUserTable, PackTable, PathTable } from '../schema/tables.js';
import { SESSION_TABS } from '../schema/names.js';
import {
  ALL_PATHS,
  decodeColumns,
  isSumKind,
  PACK_KINDS,
  type PackKind,
  rowKindOf,
  rowsOf,
  type SumKind,
} from './columns.js';
import { packId, PART_MS, partOf, partStart } from './parts.js';
import { LONG_CLASSES } from './session-rows.js';

/** The kinds of packs that can be computed again: from the packs of times and of visits, or from the sessions. */
type ComputedKind = Exclude<PackKind, 'times' | 'visits'>;

/** For each kind: what its figures are, and where the first and the second of them come from. */
const NAMES: Record<ComputedKind, string> = {
  lengthSums: 'visits of a user by length: the sum of some days in the packs, and the packed sum',
  timeSums: 'time of a user by path: the sum of some days in the packs, and the packed sum',
  slotSums: 'time of a user by slot: the sum of all paths in the packs, and the packed sum',
  sessions: 'settled sessions of a user: as stored, and packed',
  views: 'settled sessions of a user by view: as stored, and packed',
};

/**
 * Some time, visits or settled sessions of one user. `at` is the start of the slot, in epoch milliseconds. For
 * sessions, `at` is the start of the minute in which they start, `ms` the sum of their lengths in minutes, and `visits`
 * their number.
 */
interface Row {
  readonly at: number;
  readonly view: string;
  readonly tab: string;
  readonly ms: number;
  readonly visits: number;
  readonly extra: number;
}

/** Two sums that should be equal: first the sum of the data that a pack is computed from, then the sum of its rows. */
type Pair = Pick<Row, 'at' | 'view' | 'tab'> & {
  readonly ms: [number, number];
  readonly visits: [number, number];
};

/**
 * Compares the packs of sums with the packs of users' time and visits, and the packs of sessions with the sessions, one
 * user after the other. Checks that the rows of each pack are in the order of their slots. Returns at most `most`
 * differences.
 */
export const packDifferences = (statements: Statements, most: number): Difference[] => {
  const paths = new Map(
    statements
      .all(sql<PathTable>`select id, view, tab from ${sql.table('path')}`)
      .map((path) => [path.id, path]),
  );
  const minute = sql.lit(MINUTE_MS);
  const session = sql.table('session');
  const settled = (sessions: RawBuilder<unknown>) => sql`
    select start - start % ${minute} as at, view, '' as tab, last_ping / ${minute} - start / ${minute} as ms,
      1 as visits, start % ${minute} > 0 as extra
    from (${sessions}) where username = ${bound()} and settled = 1
      and span_class not in (${sql.join(LONG_CLASSES.map((spanClass) => sql.lit(spanClass)))})`;
  const sessionsOf = {
    sessions: statements.prepare<[string], Row>(
      settled(sql`
      select pk, '' as view, start, last_ping, username, settled, span_class from ${session}`),
    ),
    views: statements.prepare<[string], Row>(
      settled(sql`
      select distinct pk, view, start, last_ping, username, settled, span_class
      from ${session} join ${SESSION_TABS} on session = pk`),
    ),
  };
  const packsOf = statements.prepare<[number, number], PackTable>(
    sql`select id, columns from ${sql.table('pack')} where id >= ${bound()} and id < ${bound()}`,
  );
  const packedRows = (kind: PackKind, pack: PackTable): Row[] => {
    const ofSessions = kind === 'sessions' || kind === 'views';
    return Array.from(rowsOf(decodeColumns(kind, pack.columns)), ({ path, slot, ms, visits, extra = 0 }) => ({
      at: partStart(pack.id) + slot * (ofSessions ? MINUTE_MS : SLOT_MS),
      view: path === ALL_PATHS ? '' : (paths.get(path)?.view ?? `(path ${path})`),
      tab: paths.get(path)?.tab ?? '',
      ms: ms * (ofSessions ? visits : 1),
      visits,
      extra,
    }));
  };
  const users = statements.all(
    sql<
      Pick<PackedUserTable, 'username' | 'number'>
    >`select username, number from ${sql.table('packed_user')}`,
  );
  const found: Difference[] = [];
  for (const { username, number } of users) {
    const packs = new Map(
      PACK_KINDS.map((kind) => [kind, packsOf.all(packId(kind, number, 0), packId(kind, number + 1, 0))]),
    );
    const packed = (kind: PackKind): Row[] =>
      (packs.get(kind) ?? []).flatMap((pack) => packedRows(kind, pack));
    for (const kind of PACK_KINDS) {
      for (const pack of packs.get(kind) ?? []) found.push(...disorderIn(kind, pack, username));
      if (found.length >= most) return found.slice(0, most);
      if (kind === 'times' || kind === 'visits') continue;
      const pairs = new Map<string, Pair>();
      const add = (place: 0 | 1, { at, view, tab, ms, visits, extra }: Row): void => {
        const key = `${at} ${extra} ${view}\0${tab}`;
        const pair = pairs.get(key) ?? { view, tab, at, ms: [0, 0], visits: [0, 0] };
        pair.ms[place] += ms;
        pair.visits[place] += visits;
        pairs.set(key, pair);
      };
      if (isSumKind(kind)) for (const row of packed(rowKindOf(kind))) add(0, SUMMED_PLACE[kind](row));
      else for (const row of sessionsOf[kind].all(username)) add(0, row);
      for (const row of packed(kind)) add(1, row);
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

const startOfPart = (at: number): number => partOf(at) * PART_MS;

/** For each kind of sums: returns a row of time or visits with `at`, view and tab of the sum that it belongs to. */
const SUMMED_PLACE: Record<SumKind, (row: Row) => Row> = {
  timeSums: (row) => ({ ...row, at: startOfPart(row.at) }),
  slotSums: (row) => ({ ...row, view: '', tab: '' }),
  lengthSums: (row) => ({ ...row, at: startOfPart(row.at), view: '', tab: '' }),
};

/** Returns a difference if the rows of the pack are not in the order of their slots. Statistics rely on this order. */
const disorderIn = (kind: PackKind, { id, columns }: PackTable, username: string): Difference[] => {
  const { slots } = decodeColumns(kind, columns);
  const index = slots.findIndex((slot, at) => slot < (slots[at - 1] ?? 0));
  if (index < 0) return [];
  const figures = [slots[index - 1] ?? 0, slots[index] ?? 0] as const;
  return [
    { of: `rows of a pack (${kind}): in the order of their slots`, username, at: partStart(id), figures },
  ];
};
