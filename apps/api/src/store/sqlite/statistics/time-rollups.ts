import { SLOT_MS } from '@dwell/shared';
import type { Kysely } from 'kysely';
import type {
  BucketSum,
  BucketTotal,
  SlotWindow,
  StatisticsFilter,
  ViewTotal,
} from '../../ports/session-store.js';
import { spanOf } from '../../model/buckets.js';
import type { Statements } from '../connection/kysely.js';
import { BucketSums } from '../packs/bucket-sums.js';
import { HOUR_MS, HOURS_IN_PART, type IndexSum, IndexSums } from '../packs/index-sums.js';
import type { PartSums } from '../packs/part-sums.js';
import { PART_MS } from '../packs/parts.js';
import type { PathIndex } from '../packs/path-index.js';
import { piecesOf } from '../packs/set-sums.js';
import type { UserSums } from '../packs/user-sums.js';
import type { Tables } from '../schema/tables.js';
import { type LevelWindow, splitByLevel } from '../../model/rollup-levels.js';
import { addTo, type Sum } from '../../model/sums.js';
import { allPaths } from '../record/rollups.js';
import { withinRecorded } from './recorded-span.js';

/**
 * Sums visible time and visits. With `usernames`, reads the rows of these users; see PackReader. Otherwise reads the
 * sums over all users in view_time, and subtracts from them the time and visits of the users of `notUsernames`.
 */
export class TimeRollups {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly statements: Statements,
    private readonly users: UserSums,
    private readonly paths: PathIndex,
    private readonly partSums: PartSums,
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

  byBucket(buckets: readonly SlotWindow[], filter: StatisticsFilter): BucketTotal[] {
    const { viewNames } = this.paths;
    return this.inBuckets(buckets, filter, true).map(({ index, ms, visits }) => ({
      bucket: Math.floor(index / viewNames.length),
      view: viewNames[index % viewNames.length] ?? '',
      ms,
      visits,
    }));
  }

  bucketSums(buckets: readonly SlotWindow[], filter: StatisticsFilter): BucketSum[] {
    return this.inBuckets(buckets, filter, false).map(({ index, ms, visits }) => ({
      bucket: index,
      ms,
      visits,
    }));
  }

  /** Returns the sums of each bucket or, if `isByView` is true, of each view and bucket; see BucketSums. */
  private inBuckets(
    buckets: readonly SlotWindow[],
    { usernames, notUsernames, view }: StatisticsFilter,
    isByView: boolean,
  ): IndexSum[] {
    if (buckets.length === 0) return [];
    this.paths.refresh();
    const window = withinRecorded(this.statements, spanOf(buckets));
    const sums = new BucketSums(buckets, window, isByView ? this.paths.viewNames.length : 1);
    if (usernames) this.users.addBuckets(sums, { usernames }, { view, isByView, sign: 1 });
    else if (isByView && view === undefined && sums.areInHours) this.addByHour(sums);
    else {
      const rows = this.rowsIn(buckets, isByView ? view : (view ?? ALL_PATHS));
      for (const { slot, view, ms, visits } of rows) {
        sums.add(slot, isByView ? this.paths.viewNumberOf(view) : 0, ms, visits);
      }
    }
    if (notUsernames) {
      this.users.addBuckets(sums, { usernames: notUsernames }, { view, isByView, sign: -1 });
    }
    return sums.entries();
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

  /** Adds the time and visits of all users by view and bucket. For this, caches the sums by view and hour. */
  private addByHour(sums: BucketSums): void {
    const pieces = this.partSums.get('time of all by view and hour', piecesOf(sums.window), (piece) => {
      const byHour = new IndexSums();
      byHour.reach(this.paths.viewNames.length * HOURS_IN_PART);
      for (const range of splitByLevel(piece, [SLOT_MS, HOUR_MS])) {
        for (const { slot, view, ms, visits } of this.rowsOf(range, undefined)) {
          const hour = Math.floor((slot % PART_MS) / HOUR_MS);
          byHour.add(this.paths.viewNumberOf(view) * HOURS_IN_PART + hour, ms, visits);
        }
      }
      return byHour;
    });
    for (const piece of pieces) sums.addPiece(piece, 'view and hour', 1);
  }

  private rowsIn(buckets: readonly SlotWindow[], view: string | typeof ALL_PATHS | undefined): SlotRow[] {
    return rangesOf(buckets).flatMap((range) => this.rowsOf(range, view));
  }

  /** Returns the sums of view_time by slot and view. SQLite sums them up in the order of the table's key. */
  private rowsOf({ level, from, to }: LevelWindow, view: string | typeof ALL_PATHS | undefined): SlotRow[] {
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
    return this.statements.all(query);
  }
}

/** The time on one view, or on all paths, in one slot. */
type SlotRow = Sum & { readonly slot: number; readonly view: string };

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
