import type { ActiveWindow } from '@dwell/shared';
import { bucketFinder, spanOf } from '../../model/buckets.js';
import { countHereNow } from '../../model/here-now.js';
import { addTo } from '../../model/sums.js';
import type {
  BucketSum,
  BucketTotal,
  KnownPath,
  SessionsFrom,
  SlotWindow,
  StatisticsFilter,
  SummaryTotals,
  UserDetails,
  UserTotal,
  ViewSessions,
  ViewTotal,
  ViewUsers,
  VisitLengths,
} from '../../ports/session-store.js';
import type { MongoDatabase } from '../connection/database.js';
import { toShown } from '../list/decode-session.js';
import { SessionSearch } from '../list/search.js';
import { SUMS, type PathTime, type ViewTimeDocument } from '../schema/rollups.js';
import { SessionsInProgress } from './sessions-in-progress.js';
import { splitSums } from './sum-levels.js';
import { type SplitWindow, sumPaths, TimeRollups, type UserTime } from './time-rollups.js';
import { UserReader } from './user-reader.js';
import { sumLengths, VisitRollups } from './visit-rollups.js';

/**
 * The time that a question is about: sums of all users' time from view_time, and each user's time from the sessions and
 * user_time.
 */
interface FoundTime {
  readonly summed: readonly ViewTimeDocument[];
  readonly recent: readonly UserTime[];
  /** Time in the summed and in the recent part that must be taken off, because its users are excluded. */
  readonly excluded: readonly UserTime[];
}

/** Answers the statistics that SessionStore describes. */
export class StatisticsReader {
  private readonly rollups: TimeRollups;
  private readonly visits: VisitRollups;
  private readonly users: UserReader;
  private readonly inProgress: SessionsInProgress;

  constructor(private readonly database: MongoDatabase) {
    this.rollups = new TimeRollups(database);
    this.visits = new VisitRollups(database);
    this.users = new UserReader(database, this.rollups);
    this.inProgress = new SessionsInProgress(database, this.rollups);
  }

  async countActive(filter: StatisticsFilter, activeWindow: ActiveWindow): Promise<number> {
    const hereNow = filter.view === undefined ? undefined : true;
    const search = new SessionSearch(this.database.sessions);
    return search.count({ ...filter, hereNow, active: true, activeWindow });
  }

  /** Reads all active sessions that pass the filter, and counts them in this process, because they are few. */
  async hereNowByView(filter: StatisticsFilter, activeWindow: ActiveWindow): Promise<ViewSessions[]> {
    const search = new SessionSearch(this.database.sessions);
    const active = await search.fields({ ...filter, active: true, activeWindow }, ['pages', 'shown_view']);
    return countHereNow(active.map(toShown), activeWindow, filter.view);
  }

  async summarize(window: SlotWindow, filter: StatisticsFilter): Promise<SummaryTotals> {
    const { usernames, notUsernames, view } = filter;
    const parts = await this.rollups.split(window, usernames);
    const counts = usernames || view !== undefined ? [] : await this.rollups.summed([parts.summed], '', true);
    const [found, sessions, excludedSessions] = await Promise.all([
      this.read(window, parts, filter, view !== undefined),
      this.countSessions(window, parts, { usernames, view }, counts),
      notUsernames ? this.countSessions(window, parts, { usernames: notUsernames, view }, []) : 0,
    ]);
    const totals = sumPaths(pathsOf(found));
    const users = new Set([
      ...[...found.summed, ...counts].flatMap(({ users = [] }) => users),
      ...found.recent.map(({ username }) => username),
    ]);
    for (const username of notUsernames ?? []) users.delete(username);
    return {
      visibleMs: sumOf(totals, 'ms'),
      visits: sumOf(totals, 'visits'),
      users: users.size,
      views: new Set(totals.map((path) => path.view)).size,
      sessions: sessions - excludedSessions,
    };
  }

  async viewTotals(window: SlotWindow, filter: StatisticsFilter): Promise<ViewTotal[]> {
    const parts = await this.rollups.split(window, filter.usernames);
    return sumPaths(pathsOf(await this.read(window, parts, filter, false)));
  }

  async bucketTotals(buckets: readonly SlotWindow[], filter: StatisticsFilter): Promise<BucketTotal[]> {
    return [...(await this.sumBuckets(buckets, filter, true)).values()];
  }

  async bucketSums(buckets: readonly SlotWindow[], filter: StatisticsFilter): Promise<BucketSum[]> {
    const sums =
      (filter.usernames ?? filter.notUsernames)
        ? await this.sumUsersBuckets(buckets, filter)
        : await this.sumBuckets(buckets, filter, false);
    return Array.from(sums.values(), ({ bucket, ms, visits }) => ({ bucket, ms, visits }));
  }

  async visitLengths(
    window: SlotWindow,
    { usernames, notUsernames, view }: StatisticsFilter,
  ): Promise<VisitLengths[]> {
    if (window.from >= window.to) return [];
    const [found, excluded] = await Promise.all([
      usernames ? this.visits.ofUsers(window, usernames) : this.visits.ofAll(window, view),
      notUsernames?.length ? this.visits.ofUsers(window, notUsernames) : [],
    ]);
    const lengths = [
      ...found,
      ...excluded.map(({ visits, ms, ...each }) => ({ ...each, visits: -visits, ms: -ms })),
    ];
    return sumLengths(view === undefined ? lengths : lengths.filter((each) => each.view === view));
  }

  async usersByView(window: SlotWindow, filter: StatisticsFilter): Promise<ViewUsers[]> {
    const parts = await this.rollups.split(window, filter.usernames);
    const { summed, recent } = await this.read(window, parts, { ...filter, notUsernames: undefined }, true);
    const users = new Map<string, Set<string>>();
    const usersOf = (view: string): Set<string> => {
      const found = users.get(view) ?? new Set();
      users.set(view, found);
      return found;
    };
    for (const document of summed)
      for (const username of document.users) usersOf(document.view).add(username);
    for (const { view, username } of recent) usersOf(view).add(username);
    const excluded = filter.notUsernames ?? [];
    return Array.from(users, ([view, names]) => {
      for (const username of excluded) names.delete(username);
      return { view, users: names.size };
    }).filter(({ users }) => users > 0);
  }

  userTotals(window: SlotWindow, filter: StatisticsFilter): Promise<UserTotal[]> {
    return this.users.totals(window, filter);
  }

  userDetails(
    window: SlotWindow,
    usernames: readonly string[],
    view: string | undefined,
  ): Promise<UserDetails[]> {
    return this.users.details(window, usernames, view);
  }

  async knownPaths(): Promise<KnownPath[]> {
    const progress = await this.database.progress.findOne({ _id: SUMS });
    const [stored, recent] = await Promise.all([
      this.database.paths.find().toArray(),
      this.rollups.recent({ from: progress?.until ?? 0, to: Infinity }, undefined),
    ]);
    return sumPaths([...stored, ...recent].map(({ view, tab }) => ({ view, tab, ms: 1, visits: 0 }))).map(
      ({ view, tab }) => ({ view, tab }),
    );
  }

  sessionsInProgress(
    window: SlotWindow,
    filter: StatisticsFilter,
    active: ActiveWindow,
    now: number,
  ): Promise<SessionsFrom[]> {
    return this.inProgress.read(window, filter, active, now);
  }

  /** Sums, by bucket, the time of the users that the filter selects. */
  private async sumUsersBuckets(
    buckets: readonly SlotWindow[],
    filter: StatisticsFilter,
  ): Promise<Map<number, BucketSum>> {
    const sums = new Map<number, BucketSum>();
    if (buckets.length === 0) return sums;
    const bucketAt = bucketFinder(buckets);
    for (const { slot, ms, visits } of await this.rollups.ofEachUser(buckets, filter)) {
      const bucket = bucketAt(slot);
      if (bucket !== undefined) addTo(sums, bucket, { bucket, ms, visits });
    }
    return sums;
  }

  /** Sums time by bucket and, if `byView`, by view. */
  private async sumBuckets(
    buckets: readonly SlotWindow[],
    filter: StatisticsFilter,
    byView: boolean,
  ): Promise<Map<string, BucketTotal>> {
    const totals = new Map<string, BucketTotal>();
    if (buckets.length === 0) return totals;
    const whole = spanOf(buckets);
    const parts = await this.rollups.split(whole, filter.usernames);
    const summedBuckets = buckets.map(({ from, to }) => ({
      from: Math.max(from, parts.summed.from),
      to: Math.min(to, parts.summed.to),
    }));
    const isOverViews = !byView && filter.view === undefined;
    const [summed, { recent, excluded }] = await Promise.all([
      isOverViews
        ? this.rollups.summedOverViews(summedBuckets)
        : this.rollups.summedByView(summedBuckets, filter.view),
      this.readUsers(whole, parts, filter),
    ]);
    const bucketAt = bucketFinder(buckets);
    const add = (slot: number, { view, ms, visits }: PathTime): void => {
      const bucket = bucketAt(slot);
      if (bucket === undefined) return;
      addTo(totals, byView ? `${bucket} ${view}` : `${bucket}`, { bucket, view, ms, visits });
    };
    for (const time of [...summed, ...recent, ...excluded.map(negative)]) add(time.slot, time);
    for (const [key, { ms }] of totals) if (ms === 0) totals.delete(key);
    return totals;
  }

  private async read(
    window: SlotWindow,
    parts: SplitWindow,
    filter: StatisticsFilter,
    withUsers: boolean,
  ): Promise<FoundTime> {
    const [summed, found] = await Promise.all([
      this.rollups.summed([parts.summed], filter.view, withUsers),
      this.readUsers(window, parts, filter),
    ]);
    return { summed, ...found };
  }

  private async readUsers(
    window: SlotWindow,
    parts: SplitWindow,
    { usernames, notUsernames, view }: StatisticsFilter,
  ): Promise<Omit<FoundTime, 'summed'>> {
    const found = await Promise.all([
      this.rollups.recent(parts.recent, usernames),
      notUsernames?.length ? this.rollups.recent(window, notUsernames) : [],
    ]);
    const [recent, excluded] = found.map((times) =>
      view === undefined ? times : times.filter((time) => time.view === view),
    );
    return { recent: recent ?? [], excluded: excluded ?? [] };
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
    const [first] = splitSums(summed);
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

const pathsOf = ({ summed, recent, excluded }: FoundTime): PathTime[] => [
  ...summed.flatMap(({ time }) => time),
  ...recent,
  ...excluded.map(negative),
];

const negative = <T extends PathTime>(time: T): T => ({ ...time, ms: -time.ms, visits: -time.visits });

const sumOf = (paths: readonly ViewTotal[], field: 'ms' | 'visits'): number =>
  paths.reduce((sum, path) => sum + path[field], 0);
