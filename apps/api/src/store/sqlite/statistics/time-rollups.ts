import { type Kysely, sql } from 'kysely';
import type {
  BucketSum,
  BucketTotal,
  SlotWindow,
  StatisticsFilter,
  ViewTotal,
} from '../../ports/session-store.js';
import type { Statements } from '../connection/kysely.js';
import type { UserSums } from '../packs/user-sums.js';
import type { Tables, TimeRow } from '../schema/tables.js';
import { type LevelWindow, splitByLevel } from '../../model/rollup-levels.js';

/** A part of a bucket, with the bucket's index in the list of buckets. */
type BucketPart = LevelWindow & { readonly bucket: number };

/** A sum, and the values that the time of one group has in common. */
type Sum = Pick<TimeRow, 'ms' | 'visits'>;

/** Sums visible time: from view_time for all users, from packs for some. Time of excluded users is subtracted. */
export class TimeRollups {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly statements: Statements,
    private readonly users: UserSums,
  ) {}

  byTab(window: SlotWindow, { usernames, notUsernames, view }: StatisticsFilter): ViewTotal[] {
    const totals = usernames
      ? this.users.byPath(window, { usernames }, view)
      : this.viewTimeByPath(window, view);
    const excluded = notUsernames && this.users.byPath(window, { usernames: notUsernames }, view);
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
      ? this.users.byBucket(buckets, { usernames }, view)
      : this.viewTimeByBucket(buckets, view);
    const excluded = notUsernames && this.users.byBucket(buckets, { usernames: notUsernames }, view);
    return without(totals, excluded, ({ bucket, view }) => `${bucket} ${view}`);
  }

  bucketSums(
    buckets: readonly SlotWindow[],
    { usernames, notUsernames, view }: StatisticsFilter,
  ): BucketSum[] {
    if (buckets.length === 0) return [];
    if (usernames) return this.users.bucketSums(buckets, { usernames }, view);
    const sums = new Map<string, BucketSum>();
    for (const { bucket, ms, visits } of this.viewTimeByBucket(buckets, view)) {
      addTo(sums, `${bucket}`, { bucket, ms, visits });
    }
    const excluded = notUsernames && this.users.bucketSums(buckets, { usernames: notUsernames }, view);
    return without([...sums.values()], excluded, ({ bucket }) => `${bucket}`);
  }

  private viewTimeByPath(
    window: SlotWindow,
    view: string | undefined,
  ): (Sum & { view: string; tab: string })[] {
    let query = this.db
      .selectFrom(this.viewTime([window]).as('time'))
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
