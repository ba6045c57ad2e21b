import { SLOT_MS } from '@dwell/shared';
import { sql } from 'kysely';
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
import { type LevelWindow, splitByLevel } from '../../model/rollup-levels.js';
import { addTo, type Sum } from '../../model/sums.js';
import { allPaths, inSlots, sumsIn } from '../schema/view-sums.js';
import { withinRecorded } from './recorded-span.js';

const viewTime = sql.table('view_time');

/**
 * Sums visible time and visits. With `usernames`, reads the rows of these users; see PackReader. Otherwise reads the
 * sums over all users in view_time, and subtracts from them the time and visits of the users of `notUsernames`.
 */
export class TimeRollups {
  constructor(
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
    else if (!isByView || view !== undefined) {
      const viewNumber = isByView && view !== undefined ? this.paths.viewNumberOf(view) : 0;
      for (const { slot, ms, visits } of rangesOf(buckets).flatMap((range) => this.bySlot(range, view))) {
        sums.add(slot * SLOT_MS, viewNumber, ms, visits);
      }
    } else if (sums.areInHours) this.addByHour(sums);
    else {
      for (const range of rangesOf(buckets)) {
        this.eachOfViews(range, (...row) => {
          sums.add(...row);
        });
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
    this.paths.refresh();
    const sums = new Map<number, Sum>();
    for (const range of splitByLevel(window)) {
      const totals = this.statements.all(sql<Sum & { path: number }>`
        select path, sum(ms) as ms, sum(visits) as visits
        from ${viewTime} where ${sumsIn(inSlots(range.level), range, view)} group by path`);
      for (const { path, ...total } of totals) addTo(sums, path, total);
    }
    return [...sums].flatMap(([id, sum]) => {
      const path = this.paths.get(id);
      return path ? { view: path.view, tab: path.tab ?? '', ...sum } : [];
    });
  }

  /** Adds the time and visits of all users by view and bucket. For this, caches the sums by view and hour. */
  private addByHour(sums: BucketSums): void {
    const pieces = this.partSums.get('time of all by view and hour', piecesOf(sums.window), (piece) => {
      const byHour = new IndexSums();
      byHour.reach(this.paths.viewNames.length * HOURS_IN_PART);
      for (const range of splitByLevel(piece, [SLOT_MS, HOUR_MS])) {
        this.eachOfViews(range, (at, view, ms, visits) => {
          const hour = Math.floor((at % PART_MS) / HOUR_MS);
          byHour.add(view * HOURS_IN_PART + hour, ms, visits);
        });
      }
      return byHour;
    });
    for (const piece of pieces) sums.addPiece(piece, 'view and hour', 1);
  }

  /** Returns the sums of view_time by slot: those of the view or, without one, those of all paths. */
  private bySlot(range: LevelWindow, view: string | undefined): (Sum & { slot: number })[] {
    const level = view === undefined ? allPaths(range.level) : inSlots(range.level);
    return this.statements.all(sql<Sum & { slot: number }>`
      select slot, sum(ms) as ms, sum(visits) as visits
      from ${viewTime} where ${sumsIn(level, range, view)} group by slot`);
  }

  /**
   * Calls `add` for each row of view_time, with the slot's start in epoch milliseconds and the view's number. For each
   * slot, SQLite returns the rows as arrays in JSON: that is faster than returning each row.
   */
  private eachOfViews(
    range: LevelWindow,
    add: (at: number, view: number, ms: number, visits: number) => void,
  ): void {
    const { viewNumbers } = this.paths;
    const slots = this.statements.all(sql<{ slot: number; paths: string; ms: string; visits: string }>`
      select slot, json_group_array(path) as paths, json_group_array(ms) as ms, json_group_array(visits) as visits
      from ${viewTime} where ${sumsIn(inSlots(range.level), range)} group by slot`);
    for (const row of slots) {
      const ms = JSON.parse(row.ms) as number[];
      const visits = JSON.parse(row.visits) as number[];
      (JSON.parse(row.paths) as number[]).forEach((path, index) => {
        add(row.slot * SLOT_MS, viewNumbers[path] ?? 0, ms[index] ?? 0, visits[index] ?? 0);
      });
    }
  }
}

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
