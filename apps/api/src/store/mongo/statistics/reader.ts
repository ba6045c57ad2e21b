import { bucketFinder } from '../../model/bucket-finder.js';
import { piecesOf } from '../../model/rollup-levels.js';
import type {
  BucketTotal,
  SlotWindow,
  StatisticsFilter,
  SummaryTotals,
  ViewTotal,
} from '../../ports/session-store.js';
import type { PathTime, ViewTimeDocument } from '../schema/rollups.js';
import { SessionSearch } from '../list/search.js';
import type { MongoDatabase } from '../connection/database.js';
import { sumPaths } from './sum-paths.js';
import { type SplitWindow, TimeReader, type UserTime } from './time-rollups.js';

/** Answers the questions for statistics; what they are is said in SessionStore. */
export class StatisticsReader {
  private readonly times: TimeReader;

  constructor(private readonly database: MongoDatabase) {
    this.times = new TimeReader(database);
  }

  async summarize(window: SlotWindow, filter: StatisticsFilter): Promise<SummaryTotals> {
    const { usernames, view } = filter;
    const parts = await this.split(window, filter);
    const counts = usernames || view !== undefined ? [] : await this.times.made([parts.made], '', true);
    const [{ made, live }, sessions] = await Promise.all([
      this.read(parts, filter, view !== undefined),
      this.countSessions(window, parts, filter, counts),
    ]);
    const paths: readonly PathTime[] = [...made.flatMap(({ time }) => time), ...live];
    return {
      visibleMs: sumOf(paths, 'ms'),
      visits: sumOf(paths, 'visits'),
      users: new Set([
        ...[...made, ...counts].flatMap(({ users = [] }) => users),
        ...live.map(({ username }) => username),
      ]).size,
      views: new Set(paths.map((path) => path.view)).size,
      sessions,
    };
  }

  async viewTotals(window: SlotWindow, filter: StatisticsFilter): Promise<ViewTotal[]> {
    const { made, live } = await this.read(await this.split(window, filter), filter, false);
    return sumPaths([...made.flatMap(({ time }) => time), ...live]);
  }

  async bucketTotals(buckets: readonly SlotWindow[], filter: StatisticsFilter): Promise<BucketTotal[]> {
    if (buckets.length === 0) return [];
    const { usernames, view } = filter;
    const whole = {
      from: Math.min(...buckets.map(({ from }) => from)),
      to: Math.max(...buckets.map(({ to }) => to)),
    };
    const parts = await this.split(whole, filter);
    const madeBuckets = buckets.map(({ from, to }) => ({
      from: Math.max(from, parts.made.from),
      to: Math.min(to, parts.made.to),
    }));
    const [made, live] = await Promise.all([
      this.times.made(madeBuckets, view, false),
      this.times.live(parts.live, usernames),
    ]);
    const bucketAt = bucketFinder(buckets);
    const totals = new Map<string, BucketTotal>();
    const add = (slot: number, { view: ofView, ms }: PathTime): void => {
      const bucket = bucketAt(slot);
      if (bucket === undefined || (view !== undefined && ofView !== view)) return;
      const key = `${bucket} ${ofView}`;
      totals.set(key, { bucket, view: ofView, ms: ms + (totals.get(key)?.ms ?? 0) });
    };
    for (const { slot, time } of made) for (const path of time) add(slot, path);
    for (const time of live) add(time.slot, time);
    return [...totals.values()];
  }

  /** Of single users everything is read where it was written first. */
  private async split(window: SlotWindow, { usernames }: StatisticsFilter): Promise<SplitWindow> {
    return usernames
      ? { made: { from: window.from, to: window.from }, live: window }
      : this.times.split(window);
  }

  private async read(
    parts: SplitWindow,
    { usernames, view }: StatisticsFilter,
    withUsers: boolean,
  ): Promise<{ made: readonly ViewTimeDocument[]; live: readonly UserTime[] }> {
    const [made, live] = await Promise.all([
      this.times.made([parts.made], view, withUsers),
      this.times.live(parts.live, usernames),
    ]);
    return { made, live: view === undefined ? live : live.filter((time) => time.view === view) };
  }

  /** Sessions that overlap the window; `counts` is what view_time counts of all views in its part of it. */
  private async countSessions(
    window: SlotWindow,
    { made, live }: SplitWindow,
    { usernames, view }: StatisticsFilter,
    counts: readonly ViewTimeDocument[],
  ): Promise<number> {
    const search = new SessionSearch(this.database.sessions);
    const isCounted = made.from < made.to && !usernames && view === undefined;
    if (!isCounted) return search.count({ usernames, view, ...window, activeSince: Infinity });
    const [first] = piecesOf(made);
    const spanning =
      counts.find(({ grain, slot }) => grain === first?.grain && slot === first.from)?.spanning ?? 0;
    const started = counts.reduce((sum, count) => sum + (count.started ?? 0), 0);
    const [before, after] = await Promise.all([
      window.from < made.from
        ? search.count({ from: window.from, stoppedBefore: made.from, activeSince: Infinity })
        : 0,
      live.from < live.to
        ? search.count({ startedAfter: live.from - 1, to: live.to, activeSince: Infinity })
        : 0,
    ]);
    return before + spanning + started + after;
  }
}

const sumOf = (paths: readonly PathTime[], field: 'ms' | 'visits'): number =>
  paths.reduce((sum, path) => sum + path[field], 0);
