import type { ActiveWindow } from '@dwell/shared';
import { bucketFinder } from '../../model/bucket-finder.js';
import { splitByLevel } from '../../model/rollup-levels.js';
import type {
  BucketTotal,
  SlotWindow,
  StatisticsFilter,
  SummaryTotals,
  ViewTotal,
} from '../../ports/session-store.js';
import type { MongoDatabase } from '../connection/database.js';
import { SessionSearch } from '../list/search.js';
import type { PathTime, ViewTimeDocument } from '../schema/rollups.js';
import { type SplitWindow, sumPaths, TimeRollups, type UserTime } from './time-rollups.js';

/** Answers the statistics that SessionStore describes. */
export class StatisticsReader {
  private readonly rollups: TimeRollups;

  constructor(private readonly database: MongoDatabase) {
    this.rollups = new TimeRollups(database);
  }

  async countActive({ usernames, view }: StatisticsFilter, activeWindow: ActiveWindow): Promise<number> {
    const hereNow = view === undefined ? undefined : true;
    const search = new SessionSearch(this.database.sessions);
    return search.count({ usernames, view, hereNow, active: true, activeWindow });
  }

  async summarize(window: SlotWindow, filter: StatisticsFilter): Promise<SummaryTotals> {
    const { usernames, view } = filter;
    const parts = await this.rollups.split(window, usernames);
    const counts = usernames || view !== undefined ? [] : await this.rollups.summed([parts.summed], '', true);
    const [{ summed, recent }, sessions] = await Promise.all([
      this.read(parts, filter, view !== undefined),
      this.countSessions(window, parts, filter, counts),
    ]);
    const paths: readonly PathTime[] = [...summed.flatMap(({ time }) => time), ...recent];
    return {
      visibleMs: sumOf(paths, 'ms'),
      visits: sumOf(paths, 'visits'),
      users: new Set([
        ...[...summed, ...counts].flatMap(({ users = [] }) => users),
        ...recent.map(({ username }) => username),
      ]).size,
      views: new Set(paths.map((path) => path.view)).size,
      sessions,
    };
  }

  async viewTotals(window: SlotWindow, filter: StatisticsFilter): Promise<ViewTotal[]> {
    const parts = await this.rollups.split(window, filter.usernames);
    const { summed, recent } = await this.read(parts, filter, false);
    return sumPaths([...summed.flatMap(({ time }) => time), ...recent]);
  }

  async bucketTotals(
    buckets: readonly SlotWindow[],
    { usernames, view }: StatisticsFilter,
  ): Promise<BucketTotal[]> {
    if (buckets.length === 0) return [];
    const whole = {
      from: Math.min(...buckets.map(({ from }) => from)),
      to: Math.max(...buckets.map(({ to }) => to)),
    };
    const parts = await this.rollups.split(whole, usernames);
    const summedBuckets = buckets.map(({ from, to }) => ({
      from: Math.max(from, parts.summed.from),
      to: Math.min(to, parts.summed.to),
    }));
    const [summed, recent] = await Promise.all([
      this.rollups.summed(summedBuckets, view, false),
      this.rollups.recent(parts.recent, usernames),
    ]);
    const bucketAt = bucketFinder(buckets);
    const totals = new Map<string, BucketTotal>();
    const add = (slot: number, path: PathTime): void => {
      const bucket = bucketAt(slot);
      if (bucket === undefined || (view !== undefined && path.view !== view)) return;
      const key = `${bucket} ${path.view}`;
      totals.set(key, { bucket, view: path.view, ms: path.ms + (totals.get(key)?.ms ?? 0) });
    };
    for (const { slot, time } of summed) for (const path of time) add(slot, path);
    for (const time of recent) add(time.slot, time);
    return [...totals.values()];
  }

  private async read(
    parts: SplitWindow,
    { usernames, view }: StatisticsFilter,
    withUsers: boolean,
  ): Promise<{ summed: readonly ViewTimeDocument[]; recent: readonly UserTime[] }> {
    const [summed, recent] = await Promise.all([
      this.rollups.summed([parts.summed], view, withUsers),
      this.rollups.recent(parts.recent, usernames),
    ]);
    return { summed, recent: view === undefined ? recent : recent.filter((time) => time.view === view) };
  }

  /**
   * Counts the sessions that overlap the window. `counts` are view_time's documents of the view '', which stands for
   * all views, in the summed part.
   */
  private async countSessions(
    window: SlotWindow,
    { summed, recent }: SplitWindow,
    { usernames, view }: StatisticsFilter,
    counts: readonly ViewTimeDocument[],
  ): Promise<number> {
    const search = new SessionSearch(this.database.sessions);
    const isCounted = summed.from < summed.to && !usernames && view === undefined;
    if (!isCounted) return search.count({ usernames, view, ...window });
    const [first] = splitByLevel(summed);
    const spanning =
      counts.find(({ grain, slot }) => grain === first?.level && slot === first.from)?.spanning ?? 0;
    const started = counts.reduce((sum, count) => sum + (count.started ?? 0), 0);
    const [before, after] = await Promise.all([
      window.from < summed.from ? search.count({ from: window.from, stoppedBefore: summed.from }) : 0,
      recent.from < recent.to ? search.count({ startedAfter: recent.from - 1, to: recent.to }) : 0,
    ]);
    return before + spanning + started + after;
  }
}

const sumOf = (paths: readonly PathTime[], field: 'ms' | 'visits'): number =>
  paths.reduce((sum, path) => sum + path[field], 0);
