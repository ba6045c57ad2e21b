import type { Kysely } from 'kysely';
import type {
  BucketSum,
  BucketTotal,
  SlotWindow,
  StatisticsFilter,
  ViewTotal,
} from '../../ports/session-store.js';
import type { Statements } from '../connection/kysely.js';
import type { UserSums } from '../packs/user-sums.js';
import type { Tables } from '../schema/tables.js';
import { bucketFinder } from '../../model/buckets.js';
import { type LevelWindow, splitByLevel } from '../../model/rollup-levels.js';
import { addTo, type Sum } from '../../model/sums.js';
import { allPaths } from '../record/rollups.js';

/**
 * Sums visible time and visits. For all users it reads view_time, for the users of `usernames` it reads packs. Without
 * the users of `notUsernames`, it subtracts their time from the time of all users.
 */
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
    // This gets one row for each bucket, because all rows are those of one view or the sums over all paths.
    const sums = this.viewTimeByBucket(buckets, view ?? ALL_PATHS).map(
      ({ bucket, ms, visits }): BucketSum => ({ bucket, ms, visits }),
    );
    const excluded = notUsernames && this.users.bucketSums(buckets, { usernames: notUsernames }, view);
    return without(sums, excluded, ({ bucket }) => `${bucket}`);
  }

  private viewTimeByPath(
    window: SlotWindow,
    view: string | undefined,
  ): (Sum & { view: string; tab: string })[] {
    const sums = new Map<string, Sum & { view: string; tab: string }>();
    for (const { level, from, to } of splitByLevel(window)) {
      let query = this.db
        .selectFrom('view_time')
        .where('grain', '=', level)
        .where('slot', '>=', from)
        .where('slot', '<', to)
        .select(({ fn }) => [
          'view',
          'tab',
          fn.sum<number>('ms').as('ms'),
          fn.sum<number>('visits').as('visits'),
        ])
        .groupBy(['view', 'tab']);
      if (view !== undefined) query = query.where('view', '=', view);
      for (const total of this.statements.all(query)) addTo(sums, `${total.view}\0${total.tab}`, total);
    }
    return [...sums.values()];
  }

  /** Sums up by slot in SQL, in the order of the table's key, and adds up the slots of each bucket in memory. */
  private viewTimeByBucket(
    buckets: readonly SlotWindow[],
    view: string | typeof ALL_PATHS | undefined,
  ): BucketTotal[] {
    const bucketAt = bucketFinder(buckets);
    const sums = buckets.map(() => new Map<string, BucketTotal>());
    for (const { level, from, to } of rangesOf(buckets)) {
      let query = this.db
        .selectFrom('view_time')
        .where('grain', '=', view === ALL_PATHS ? allPaths(level) : level)
        .where('slot', '>=', from)
        .where('slot', '<', to)
        .select(({ fn }) => [
          'slot',
          'view',
          fn.sum<number>('ms').as('ms'),
          fn.sum<number>('visits').as('visits'),
        ])
        .groupBy(['slot', 'view']);
      if (typeof view === 'string') query = query.where('view', '=', view);
      for (const { slot, view, ms, visits } of this.statements.all(query)) {
        const bucket = bucketAt(slot) ?? -1;
        const ofBucket = sums[bucket];
        if (ofBucket) addTo(ofBucket, view, { bucket, view, ms, visits });
      }
    }
    return sums.flatMap((ofBucket) => [...ofBucket.values()]);
  }
}

/** Stands for the sum over all paths, in place of a view. */
const ALL_PATHS = Symbol('all paths');

/** Returns the slots that make up the buckets, in ranges that are as long as possible. */
const rangesOf = (buckets: readonly SlotWindow[]): LevelWindow[] => {
  const parts = buckets.flatMap((bucket) => splitByLevel(bucket));
  const ranges: LevelWindow[] = [];
  for (const part of parts.sort((a, b) => a.level - b.level || a.from - b.from)) {
    const last = ranges.at(-1);
    if (last?.level === part.level && last.to === part.from)
      ranges[ranges.length - 1] = { ...last, to: part.to };
    else ranges.push(part);
  }
  return ranges;
};

/** Subtracts the time of excluded users from the time of all users, and leaves out the sums that have no time left. */
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
