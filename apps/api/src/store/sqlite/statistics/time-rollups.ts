import { type AliasedExpression, type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type {
  BucketSum,
  BucketTotal,
  SlotWindow,
  StatisticsFilter,
  UserTotal,
  ViewTotal,
} from '../../ports/session-store.js';
import type { Statements } from '../connection/kysely.js';
import type { Tables, TimeRow, UserTimeTable } from '../schema/tables.js';
import { type LevelWindow, splitByLevel } from '../../model/rollup-levels.js';
import { bucketFinder } from '../../model/bucket-finder.js';
import { valuesOf } from '../list/filters.js';

/** A part of a bucket, with the bucket's index in the list of buckets. */
type BucketPart = LevelWindow & { readonly bucket: number };

/** A sum, and the values that the time of one group has in common. */
type Sum = Pick<TimeRow, 'ms' | 'visits'>;

/** Sums visible time: from view_time for all users, from user_time for some. Time of excluded users is subtracted. */
export class TimeRollups {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly statements: Statements,
  ) {}

  byTab(window: SlotWindow, { usernames, notUsernames, view }: StatisticsFilter): ViewTotal[] {
    const totals = usernames
      ? this.pathSums(this.userTime(usernames, window).as('time'), view)
      : this.pathSums(this.viewTime([window]).as('time'), view);
    const excluded = notUsernames && this.pathSums(this.userTime(notUsernames, window).as('time'), view);
    return without(totals, excluded, ({ view, tab }) => `${view}\0${tab}`).map((row) => ({
      ...row,
      tab: row.tab === '' ? undefined : row.tab,
    }));
  }

  byBucket(
    buckets: readonly SlotWindow[],
    { usernames, notUsernames, view }: StatisticsFilter,
  ): BucketTotal[] {
    if (buckets.length === 0) return [];
    const totals = usernames
      ? this.userTimeByBucket(usernames, buckets, view)
      : this.viewTimeByBucket(buckets, view);
    const excluded = notUsernames && this.userTimeByBucket(notUsernames, buckets, view);
    return without(totals, excluded, ({ bucket, view }) => `${bucket} ${view}`);
  }

  bucketSums(buckets: readonly SlotWindow[], filter: StatisticsFilter): BucketSum[] {
    const sums = new Map<string, BucketSum>();
    for (const { bucket, ms, visits } of this.byBucket(buckets, filter)) {
      addTo(sums, `${bucket}`, { bucket, ms, visits });
    }
    return [...sums.values()];
  }

  byUser(window: SlotWindow, { usernames, notUsernames, view }: StatisticsFilter): UserTotal[] {
    let query = this.db
      .selectFrom(this.userTime(usernames, window).as('time'))
      .select(({ fn }) => ['username', fn.sum<number>('ms').as('ms'), fn.sum<number>('visits').as('visits')])
      .groupBy('username');
    if (view !== undefined) query = query.where('view', '=', view);
    if (notUsernames) query = query.where('username', 'not in', valuesOf(notUsernames));
    return this.statements.all(query);
  }

  private pathSums(
    time: AliasedExpression<TimeRow, 'time'>,
    view: string | undefined,
  ): (Sum & { view: string; tab: string })[] {
    let query = this.db
      .selectFrom(time)
      .select(({ fn }) => [
        'view',
        'tab',
        fn.sum<number>('ms').as('ms'),
        fn.sum<number>('visits').as('visits'),
      ])
      .groupBy(['view', 'tab']);
    if (view !== undefined) query = query.where('view', '=', view);
    return this.statements.all(query);
  }

  private viewTimeByBucket(buckets: readonly SlotWindow[], view: string | undefined): BucketTotal[] {
    let query = this.db
      .selectFrom(this.viewTime(buckets).as('time'))
      .select(({ fn }) => [
        'bucket',
        'view',
        fn.sum<number>('ms').as('ms'),
        fn.sum<number>('visits').as('visits'),
      ])
      .groupBy(['bucket', 'view']);
    if (view !== undefined) query = query.where('view', '=', view);
    return this.statements.all(query);
  }

  /**
   * Sums users' time by slot in SQL, and adds up the slots of each bucket in memory. viewTimeByBucket joins the buckets
   * in SQL instead, because view_time has longer rollup levels; user_time has 15-minute slots only.
   */
  private userTimeByBucket(
    usernames: readonly string[],
    buckets: readonly SlotWindow[],
    view: string | undefined,
  ): BucketTotal[] {
    const bucketAt = bucketFinder(buckets);
    const window = {
      from: Math.min(...buckets.map(({ from }) => from)),
      to: Math.max(...buckets.map(({ to }) => to)),
    };
    let query = this.db
      .selectFrom(this.userTime(usernames, window).as('time'))
      .select(({ fn }) => [
        'slot',
        'view',
        fn.sum<number>('ms').as('ms'),
        fn.sum<number>('visits').as('visits'),
      ])
      .groupBy(['slot', 'view']);
    if (view !== undefined) query = query.where('view', '=', view);
    const sums = new Map<string, BucketTotal>();
    for (const { slot, ...total } of this.statements.all(query)) {
      const bucket = bucketAt(slot);
      if (bucket !== undefined) addTo(sums, `${bucket} ${total.view}`, { bucket, ...total });
    }
    return [...sums.values()];
  }

  /** Selects the rows of view_time that make up the windows, each with its window's index. */
  private viewTime(windows: readonly SlotWindow[]) {
    const parts = windows.flatMap((window, bucket) =>
      splitByLevel(window).map(({ level, from, to }) => [bucket, level, from, to]),
    );
    const part = sql<BucketPart>`(
      select value ->> 0 as bucket, value ->> 1 as level, value ->> 2 as "from", value ->> 3 as "to"
      from json_each(${JSON.stringify(parts)})
    )`;
    return this.db
      .selectFrom(part.as('part'))
      .crossJoin('view_time')
      .whereRef('view_time.grain', '=', 'part.level')
      .whereRef('view_time.slot', '>=', 'part.from')
      .whereRef('view_time.slot', '<', 'part.to')
      .select(['bucket', 'slot', 'view', 'tab', 'ms', 'visits']);
  }

  /** Selects rows of user_time and the pending time of sessions, of some users or of all. */
  private userTime(
    usernames: readonly string[] | undefined,
    { from, to }: SlotWindow,
  ): SelectQueryBuilder<Tables, 'user_time', UserTimeTable> {
    let written = this.db
      .selectFrom('user_time')
      .where('slot', '>=', from)
      .where('slot', '<', to)
      .select(['username', 'slot', 'view', 'tab', 'ms', 'visits']);
    let pending = this.db
      .selectFrom('session')
      .where('settled', '=', sql.lit(0))
      .where('stay_slot', '>=', from)
      .where('stay_slot', '<', to)
      .where('stay_ms', '>', 0)
      .select(({ ref }) => [
        'username',
        ref('stay_slot').$notNull().as('slot'),
        ref('stay_view').$notNull().as('view'),
        ref('stay_tab').$notNull().as('tab'),
        ref('stay_ms').$notNull().as('ms'),
        ref('stay_visits').$notNull().as('visits'),
      ]);
    if (usernames) {
      written = written.where('username', 'in', valuesOf(usernames));
      pending = pending.where(sql.ref('username'), 'in', valuesOf(usernames));
    }
    return written.unionAll(pending);
  }
}

const addTo = <T extends Sum>(sums: Map<string, T>, key: string, added: T): void => {
  const { ms = 0, visits = 0 } = sums.get(key) ?? {};
  sums.set(key, { ...added, ms: ms + added.ms, visits: visits + added.visits });
};

/** Subtracts the time of excluded users from the time of all users, and leaves out what has no time then. */
const without = <T extends Sum>(
  all: T[],
  excluded: readonly T[] | undefined,
  keyOf: (row: T) => string,
): T[] => {
  if (!excluded) return all;
  const sums = new Map(all.map((row) => [keyOf(row), row]));
  for (const row of excluded) addTo(sums, keyOf(row), { ...row, ms: -row.ms, visits: -row.visits });
  return [...sums.values()].filter(({ ms }) => ms > 0);
};
