import { type AliasedExpression, type Kysely, sql } from 'kysely';
import type { BucketTotal, SlotWindow, StatisticsFilter, ViewTotal } from '../../ports/session-store.js';
import type { Statements } from '../connection/kysely.js';
import type { Tables, TimeRow } from '../schema/tables.js';
import { type LevelWindow, splitByLevel } from '../../model/rollup-levels.js';
import { bucketFinder } from '../../model/bucket-finder.js';
import { valuesOf } from '../list/filters.js';

/** A part of a bucket, with the bucket's index in the list of buckets. */
type BucketPart = LevelWindow & { readonly bucket: number };

/** Sums visible time: from view_time without a user filter, from user_time with one. */
export class TimeRollups {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly statements: Statements,
  ) {}

  byTab(window: SlotWindow, { usernames, view }: StatisticsFilter): ViewTotal[] {
    const time: AliasedExpression<TimeRow, 'time'> = usernames
      ? this.userTime(usernames, window).as('time')
      : this.viewTime([window]).as('time');
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
    return this.statements.all(query).map((row) => ({ ...row, tab: row.tab === '' ? undefined : row.tab }));
  }

  byBucket(buckets: readonly SlotWindow[], filter: StatisticsFilter): BucketTotal[] {
    if (buckets.length === 0) return [];
    return filter.usernames
      ? this.userTimeByBucket(filter.usernames, buckets, filter.view)
      : this.viewTimeByBucket(buckets, filter.view);
  }

  private viewTimeByBucket(buckets: readonly SlotWindow[], view: string | undefined): BucketTotal[] {
    let query = this.db
      .selectFrom(this.viewTime(buckets).as('time'))
      .select(({ fn }) => ['bucket', 'view', fn.sum<number>('ms').as('ms')])
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
      .select(({ fn }) => ['slot', 'view', fn.sum<number>('ms').as('ms')])
      .groupBy(['slot', 'view']);
    if (view !== undefined) query = query.where('view', '=', view);
    const sums = new Map<string, BucketTotal>();
    for (const { slot, view, ms } of this.statements.all(query)) {
      const bucket = bucketAt(slot);
      if (bucket === undefined) continue;
      const key = `${bucket} ${view}`;
      sums.set(key, { bucket, view, ms: (sums.get(key)?.ms ?? 0) + ms });
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

  /** Selects the users' rows of user_time and the pending time of their sessions. */
  private userTime(usernames: readonly string[], { from, to }: SlotWindow) {
    const written = this.db
      .selectFrom('user_time')
      .where('username', 'in', valuesOf(usernames))
      .where('slot', '>=', from)
      .where('slot', '<', to)
      .select(['slot', 'view', 'tab', 'ms', 'visits']);
    const pending = this.db
      .selectFrom('session')
      .where('settled', '=', sql.lit(0))
      .where(sql.ref('username'), 'in', valuesOf(usernames))
      .where('stay_slot', '>=', from)
      .where('stay_slot', '<', to)
      .where('stay_ms', '>', 0)
      .select(({ ref }) => [
        ref('stay_slot').$notNull().as('slot'),
        ref('stay_view').$notNull().as('view'),
        ref('stay_tab').$notNull().as('tab'),
        ref('stay_ms').$notNull().as('ms'),
        ref('stay_visits').$notNull().as('visits'),
      ]);
    return written.unionAll(pending);
  }
}
