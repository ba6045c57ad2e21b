import { SLOT_MS } from '@dwell/shared';
import { type RawBuilder, sql } from 'kysely';
import { ROLLUP_LEVELS, VISIT_LEVELS } from '../../model/rollup-levels.js';
import { MINUTE_MS } from '../../model/whole-minutes.js';
import type { Difference } from '../../ports/archive.js';
import type { Statements } from '../connection/kysely.js';
import { packDifferences } from '../packs/pack-differences.js';
import { userTime, userVisits } from '../packs/packed-rows.js';
import { nameOf, SESSION_TABS } from '../schema/names.js';
import { allPaths } from '../record/rollups.js';

/** The most differences that each comparison returns; all comparisons of packs count as one. */
const MOST = 100;

const session = sql.table('session');
const sessionTab = SESSION_TABS;

/** Two queries, `one` and `other`, that should return the same rows. */
interface Comparison {
  readonly of: string;
  /** The columns that identify a figure, among username, view, tab and at. */
  readonly by: readonly string[];
  /** Columns that identify a figure and are not shown. */
  readonly also?: readonly string[];
  /** Selects the columns in `by` and `also`, and the figure as `n`. */
  readonly one: RawBuilder<unknown>;
  /** Selects the same columns as `one`. */
  readonly other: RawBuilder<unknown>;
}

/** Users' time by slot, including the pending time, which only sessions' rows have. */
const slotTime = sql`(
  select username, slot, view, tab, ms, visits from ${userTime()}
  union all
  select username, stay_slot, stay_view, stay_tab, stay_ms, stay_visits from ${session}
  where settled = 0 and stay_ms > 0)`;

/** Sessions' time by path. While a session has pending time on a path, its own row has the total of this path. */
const pathTime = sql`(
  select pk, username, settled, view, tab, iif(view = stay_view and tab = stay_tab, stay_total_ms, ms) as ms
  from ${session} join ${sessionTab} on session = pk)`;

/** The visits that go on in sessions that are not settled. */
const openVisits = sql`(
  select username, visit ->> 'slot' as slot, visit ->> '$.path[0]' as view,
    coalesce(visit ->> '$.path[1]', '') as tab
  from (
    select username, accounting -> '$.visit' as visit from ${session} where settled = 0
    union all
    select username, value -> '$.visit' from ${session}, json_each(accounting, '$.pages') where settled = 0
  ) where visit is not null)`;

const wholeMinutes = sql`(
  select (start + ${sql.lit(MINUTE_MS - 1)}) / ${sql.lit(MINUTE_MS)} * ${sql.lit(MINUTE_MS)} as first, last_ping / ${sql.lit(MINUTE_MS)} * ${sql.lit(MINUTE_MS)} as last
  from ${session} where settled = 1)`;

const PATH = ['view', 'tab'] as const;

/** The longer levels are compared with the shortest one, which is compared with users' rows. */
const shortest = (table: 'view_time' | 'view_visit', grain: number, rows: RawBuilder<unknown>) =>
  grain === SLOT_MS ? rows : sql`(select * from ${sql.table(table)} where grain = ${sql.lit(SLOT_MS)})`;

const timeComparisons = (grain: number): Comparison[] => {
  const level = sql.lit(grain);
  const rows = shortest('view_time', grain, slotTime);
  const minutes = grain / MINUTE_MS;
  return [
    ...(['ms', 'visits'] as const).map((column): Comparison => ({
      of: `${column} in slots of ${minutes} minutes: the sum of all users, and its rows`,
      by: [...PATH, 'at'],
      one: sql`select view, tab, slot as at, ${sql.ref(column)} as n from ${sql.table('view_time')} where grain = ${level}`,
      other: sql`select view, tab, slot - slot % ${level} as at, ${sql.ref(column)} as n from ${rows}`,
    })),
    ...(['ms', 'visits'] as const).map((column): Comparison => ({
      of: `${column} in slots of ${minutes} minutes: on all paths, and the sum of the paths`,
      by: ['at'],
      one: sql`select slot as at, ${sql.ref(column)} as n from ${sql.table('view_time')} where grain = ${sql.lit(allPaths(grain))}`,
      other: sql`select slot as at, ${sql.ref(column)} as n from ${sql.table('view_time')} where grain = ${level}`,
    })),
  ];
};

const visitComparisons = (grain: number): Comparison[] => {
  const level = sql.lit(grain);
  const rows = shortest('view_visit', grain, userVisits());
  const minutes = grain / MINUTE_MS;
  return [
    ...(['ms', 'visits'] as const).map((column): Comparison => ({
      of: `${column} of visits by length in slots of ${minutes} minutes: the sum of all users, and its rows`,
      by: [...PATH, 'at'],
      also: ['length_bucket'],
      one: sql`select view, tab, length_bucket, slot as at, ${sql.ref(column)} as n from ${sql.table('view_visit')} where grain = ${level}`,
      other: sql`select view, tab, length_bucket, slot - slot % ${level} as at, ${sql.ref(column)} as n from ${rows}`,
    })),
    ...(['ms', 'visits'] as const).map((column): Comparison => ({
      of: `${column} of visits by length in slots of ${minutes} minutes: on all paths, and the sum of the paths`,
      by: ['at'],
      also: ['length_bucket'],
      one: sql`select length_bucket, slot as at, ${sql.ref(column)} as n from ${sql.table('view_visit')} where grain = ${sql.lit(allPaths(grain))}`,
      other: sql`select length_bucket, slot as at, ${sql.ref(column)} as n from ${sql.table('view_visit')} where grain = ${level}`,
    })),
  ];
};

const COMPARISONS: readonly Comparison[] = [
  {
    of: 'ms: on all paths of a session, and of the session',
    by: ['username', 'session'],
    one: sql`select username, pk as session, ms as n from ${pathTime}`,
    other: sql`select username, pk as session, visible_ms as n from ${session}`,
  },
  {
    of: 'ms: in the sessions of a user, and in the slots',
    by: ['username', ...PATH],
    one: sql`select username, view, tab, ms as n from ${pathTime}`,
    other: sql`select username, view, tab, ms as n from ${slotTime}`,
  },
  {
    of: 'visits of a user: in the slots, and by length',
    by: ['username', ...PATH, 'at'],
    one: sql`select username, view, tab, slot as at, visits as n from ${slotTime}`,
    other: sql`select username, view, tab, slot as at, visits as n from ${userVisits()}
      union all select username, view, tab, slot, 1 from ${openVisits}`,
  },
  ...(['user_time', 'user_visit'] as const).map((table): Comparison => ({
    of: `rows of ${table} in slots that are packed, which no query reads: how many there are, and should be`,
    by: ['username', ...PATH, 'at'],
    one: sql`select username, view, tab, slot as at, 1 as n from ${sql.table(table)}
      left join ${sql.table('packed_user')} using (username) where packed_until is null or slot < packed_until`,
    other: sql`select '' as username, '' as view, '' as tab, 0 as at, 0 as n where false`,
  })),
  ...ROLLUP_LEVELS.flatMap(timeComparisons),
  ...VISIT_LEVELS.flatMap(visitComparisons),
  {
    of: 'ms: on a view of a session, and on its tabs',
    by: ['view', 'session'],
    one: sql`select ${nameOf('view')} as view, session, ms as n from ${sql.table('session_view')}`,
    other: sql`select view, pk as session, ms as n from ${pathTime} where settled = 1`,
  },
  ...(['started', 'stopped'] as const).flatMap((column): Comparison[] => {
    const time = sql.ref(column === 'started' ? 'start' : 'last_ping');
    const slot = sql`${time} - ${time} % ${sql.lit(SLOT_MS)}`;
    return [
      {
        of: `sessions that ${column} in a slot: as counted, and the sessions`,
        by: ['view', 'at'],
        one: sql`select view, slot as at, ${sql.ref(column)} as n from ${sql.table('session_slot')}`,
        other: sql`select '' as view, ${slot} as at, 1 as n from ${session} where settled = 1
          union all
          select view, ${slot}, 1 from (select distinct pk, view, start, last_ping
            from ${session} join ${sessionTab} on session = pk where settled = 1)`,
      },
      {
        of: `sessions that ${column} in a minute: as counted, and the sessions`,
        by: ['at'],
        one: sql`select minute as at, ${sql.ref(column)} as n from ${sql.table('session_minute')}`,
        other: sql`select ${sql.ref(column === 'started' ? 'first' : 'last')} as at, 1 as n
          from ${wholeMinutes} where first <= last`,
      },
    ];
  }),
];

type Row = Omit<Difference, 'of' | 'figures'> & { readonly one: number; readonly other: number };

/** Compares the tables of sums with each other, with users' time and visits, and with the sessions. */
export const findDifferences = (statements: Statements): Difference[] => [
  ...COMPARISONS.flatMap((comparison) => differencesIn(statements, comparison)),
  ...packDifferences(statements, MOST),
];

const differencesIn = (
  statements: Statements,
  { of, by, also = [], one, other }: Comparison,
): Difference[] => {
  const shown = sql.join(by.map((column) => sql.ref(column)));
  const groups = sql.join([...by, ...also].map((column) => sql.ref(column)));
  const rows = statements.all(sql<Row>`
    select ${shown}, sum(one) as one, sum(other) as other from (
      select ${groups}, n as one, 0 as other from (${one})
      union all
      select ${groups}, 0, n from (${other})
    ) group by ${groups} having sum(one) <> sum(other) limit ${MOST}`);
  return rows.map(({ one, other, tab, ...row }) => ({
    of,
    ...row,
    ...(tab ? { tab } : {}),
    figures: [one, other],
  }));
};
