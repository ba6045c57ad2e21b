import { SLOT_MS } from '@dwell/shared';
import { type RawBuilder, sql } from 'kysely';
import { ROLLUP_LEVELS, VISIT_LEVELS } from '../../model/rollup-levels.js';
import { MINUTE_MS } from '../../model/whole-minutes.js';
import type { Difference } from '../../ports/archive.js';
import type { Statements } from '../connection/kysely.js';
import { packDifferences } from '../packs/pack-differences.js';
import { userTime, userVisits } from '../packs/packed-rows.js';
import { nameOf, SESSION_TABS } from '../schema/names.js';
import { allPaths, namedSums } from '../schema/view-sums.js';

/** The most rows with a difference that each comparison finds; all comparisons of packs count as one. */
const MOST = 100;

const session = sql.table('session');
const sessionTab = SESSION_TABS;

/** Two queries, `one` and `other`, that should return the same rows. */
interface Comparison {
  /** The compared columns, each with its {@link Difference.of}. One query for two columns costs half of two queries. */
  readonly of: Readonly<Record<string, string>>;
  /** The columns that identify a figure and are shown: some of username, session, view, tab and at. */
  readonly by: readonly string[];
  /** Columns that identify a figure and are not shown. */
  readonly also?: readonly string[];
  /** Selects the columns in `by`, `also` and `of`. */
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
  grain === SLOT_MS ? rows : namedSums(table, SLOT_MS);

/** Returns SQL for the sums over all paths in slots of this length, with slots in milliseconds. */
const overPaths = (table: 'view_time' | 'view_visit', grain: number): RawBuilder<unknown> =>
  sql`(select *, slot * ${sql.lit(SLOT_MS)} as at from ${sql.table(table)} where level = ${sql.lit(allPaths(grain))})`;

const timeComparisons = (grain: number): Comparison[] => {
  const level = sql.lit(grain);
  const sums = namedSums('view_time', grain);
  const minutes = grain / MINUTE_MS;
  return [
    {
      of: ofBoth(`in slots of ${minutes} minutes: the sum of all users, and its rows`),
      by: [...PATH, 'at'],
      one: sql`select view, tab, slot as at, ms, visits from ${sums}`,
      other: sql`select view, tab, slot - slot % ${level} as at, ms, visits
        from ${shortest('view_time', grain, slotTime)}`,
    },
    {
      of: ofBoth(`in slots of ${minutes} minutes: on all paths, and the sum of the paths`),
      by: ['at'],
      one: sql`select at, ms, visits from ${overPaths('view_time', grain)}`,
      other: sql`select slot as at, ms, visits from ${sums}`,
    },
  ];
};

const visitComparisons = (grain: number): Comparison[] => {
  const level = sql.lit(grain);
  const sums = namedSums('view_visit', grain);
  const minutes = grain / MINUTE_MS;
  return [
    {
      of: ofBoth(`of visits by length in slots of ${minutes} minutes: the sum of all users, and its rows`),
      by: [...PATH, 'at'],
      also: ['length_bucket'],
      one: sql`select view, tab, length_bucket, slot as at, ms, visits from ${sums}`,
      other: sql`select view, tab, length_bucket, slot - slot % ${level} as at, ms, visits
        from ${shortest('view_visit', grain, userVisits())}`,
    },
    {
      of: ofBoth(
        `of visits by length in slots of ${minutes} minutes: on all paths, and the sum of the paths`,
      ),
      by: ['at'],
      also: ['length_bucket'],
      one: sql`select length_bucket, at, ms, visits from ${overPaths('view_visit', grain)}`,
      other: sql`select length_bucket, slot as at, ms, visits from ${sums}`,
    },
  ];
};

const ofBoth = (what: string): Comparison['of'] => ({ ms: `ms ${what}`, visits: `visits ${what}` });

const COMPARISONS: readonly Comparison[] = [
  {
    of: { n: 'ms: on all paths of a session, and of the session' },
    by: ['username', 'session'],
    one: sql`select username, pk as session, ms as n from ${pathTime}`,
    other: sql`select username, pk as session, visible_ms as n from ${session}`,
  },
  {
    of: { n: 'ms: in the sessions of a user, and in the slots' },
    by: ['username', ...PATH],
    one: sql`select username, view, tab, ms as n from ${pathTime}`,
    other: sql`select username, view, tab, ms as n from ${slotTime}`,
  },
  {
    of: { n: 'visits of a user: in the slots, and by length' },
    by: ['username', ...PATH, 'at'],
    one: sql`select username, view, tab, slot as at, visits as n from ${slotTime}`,
    other: sql`select username, view, tab, slot as at, visits as n from ${userVisits()}
      union all select username, view, tab, slot, 1 from ${openVisits}`,
  },
  ...(['user_time', 'user_visit'] as const).map((table): Comparison => ({
    of: {
      n: `rows of ${table} in slots that are packed, which no query reads: found, and expected`,
    },
    by: ['username', ...PATH, 'at'],
    one: sql`select username, view, tab, slot as at, 1 as n from ${sql.table(table)}
      left join ${sql.table('packed_user')} using (username) where packed_until is null or slot < packed_until`,
    other: sql`select '' as username, '' as view, '' as tab, 0 as at, 0 as n where false`,
  })),
  {
    of: {
      n: 'trails in rows of settled sessions, and packed trails of others: found, and expected',
    },
    by: ['username', 'session'],
    one: sql`select username, pk as session, 1 as n from ${session}
        where settled = 1 and pk in (select session from ${sql.table('session_trail')})
      union all
      select username, pk, 1 from ${session}
        where settled = 0 and pk in (select session from ${sql.table('settled_trail')})`,
    other: sql`select '' as username, 0 as session, 0 as n where false`,
  },
  ...ROLLUP_LEVELS.flatMap(timeComparisons),
  ...VISIT_LEVELS.flatMap(visitComparisons),
  {
    of: { n: 'ms: on a view of a session, and on its tabs' },
    by: ['view', 'session'],
    one: sql`select ${nameOf('view')} as view, session, ms as n from ${sql.table('session_view')}`,
    other: sql`select view, pk as session, ms as n from ${pathTime} where settled = 1`,
  },
  {
    of: {
      start: 'start of a session on a view: in the order of starts, and of the session',
      last_ping: 'last ping of a session on a view: in the order of last pings, and of the session',
    },
    by: ['view', 'session'],
    also: ['session_class', 'ms'],
    one: sql`select ${nameOf('view')} as view, session, session_class, ms, at as start, 0 as last_ping
        from ${sql.table('session_view_by_start')}
      union all
      select ${nameOf('view')}, session, session_class, ms, 0, at from ${sql.table('session_view_by_last_ping')}`,
    other: sql`select ${nameOf('view')} as view, session, span_class as session_class, ms, start, last_ping
      from ${sql.table('session_view')} join ${session} on pk = session`,
  },
  ...(['started', 'stopped'] as const).flatMap((column): Comparison[] => {
    const time = sql.ref(column === 'started' ? 'start' : 'last_ping');
    const slot = sql`${time} - ${time} % ${sql.lit(SLOT_MS)}`;
    return [
      {
        of: { n: `sessions that ${column} in a slot: as counted, and the sessions` },
        by: ['view', 'at'],
        one: sql`select view, slot as at, ${sql.ref(column)} as n from ${sql.table('session_slot')}`,
        other: sql`select '' as view, ${slot} as at, 1 as n from ${session} where settled = 1
          union all
          select view, ${slot}, 1 from (select distinct pk, view, start, last_ping
            from ${session} join ${sessionTab} on session = pk where settled = 1)`,
      },
      {
        of: { n: `sessions that ${column} in a minute: as counted, and the sessions` },
        by: ['at'],
        one: sql`select minute as at, ${sql.ref(column)} as n from ${sql.table('session_minute')}`,
        other: sql`select ${sql.ref(column === 'started' ? 'first' : 'last')} as at, 1 as n
          from ${wholeMinutes} where first <= last`,
      },
    ];
  }),
];

/** The columns in `by`, and for each compared column `c` the sums `one c` and `other c`. */
type Row = Readonly<Record<string, string | number>>;

/** Compares the tables of sums and the packs with each other, with users' time and visits, and with the sessions. */
export const findDifferences = (statements: Statements): Difference[] => [
  ...COMPARISONS.flatMap((comparison) => differencesIn(statements, comparison)),
  ...packDifferences(statements, MOST),
];

const differencesIn = (
  statements: Statements,
  { of, by, also = [], one, other }: Comparison,
): Difference[] => {
  const columns = Object.keys(of);
  const shown = by.map((column) => sql.ref(column));
  const groups = sql.join([...by, ...also].map((column) => sql.ref(column)));
  const placed = (place: 'one' | 'other') =>
    columns.flatMap((column) =>
      (['one', 'other'] as const).map(
        (each) => sql`${each === place ? sql.ref(column) : sql.lit(0)} as ${sql.ref(`${each} ${column}`)}`,
      ),
    );
  const sums = columns
    .flatMap((column) => [`one ${column}`, `other ${column}`])
    .map((sum) => sql`sum(${sql.ref(sum)}) as ${sql.ref(sum)}`);
  const differ = columns.map(
    (column) => sql`sum(${sql.ref(`one ${column}`)}) <> sum(${sql.ref(`other ${column}`)})`,
  );
  const rows = statements.all(sql<Row>`
    select ${sql.join([...shown, ...sums])} from (
      select ${groups}, ${sql.join(placed('one'))} from (${one})
      union all
      select ${groups}, ${sql.join(placed('other'))} from (${other})
    ) group by ${groups} having ${sql.join(differ, sql` or `)} limit ${MOST}`);
  return rows.flatMap((row) => {
    const shownColumns = by.filter((column) => column !== 'tab' || row[column] !== '');
    const where = Object.fromEntries(shownColumns.map((column) => [column, row[column]]));
    return Object.entries(of).flatMap(([column, what]) => {
      const figures = [Number(row[`one ${column}`]), Number(row[`other ${column}`])] as const;
      return figures[0] === figures[1] ? [] : [{ of: what, ...where, figures }];
    });
  });
};
