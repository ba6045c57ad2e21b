import {
  type ActiveWindow,
  bucketOfLength,
  foldName,
  isInWindow,
  openVisits,
  pathKey,
  type RollupDelta,
  showsView,
  type Stretch,
  viewMs,
  viewsShown,
  type Visit,
} from '@dwell/shared';
import {
  type BucketSum,
  type BucketTotal,
  type KnownPath,
  type LengthSum,
  type ListedSession,
  type LiveSession,
  type PeopleQuery,
  type Person,
  type Session,
  type SessionChange,
  type SessionKey,
  type SessionFilters,
  type SessionQuery,
  type SessionsFrom,
  SessionStore,
  type SessionWrite,
  type SlotWindow,
  type StatisticsFilter,
  type SummaryTotals,
  type UserDetails,
  type UserTotal,
  type ViewSessions,
  type ViewTotal,
  type ViewUsers,
  type VisitLengths,
} from '../ports/session-store.js';
import { sumByLength } from '../model/length-sums.js';
import { toLiveSession } from '../model/live-session.js';
import { compareCodePoints } from '../model/code-point-order.js';

type Rollup = RollupDelta & { readonly username: string };
type UserVisit = Visit & { readonly username: string };

/** A SessionStore in memory that applies each rule by brute force. The suites compare the adapters with it. */
export class ModelSessionStore extends SessionStore {
  private readonly sessions = new Map<string, Session>();
  private readonly rollups: Rollup[] = [];
  private readonly endedVisits: UserVisit[] = [];

  override loadLatest(keys: readonly SessionKey[]): Promise<(Session | undefined)[]> {
    const all = [...this.sessions.values()];
    return Promise.resolve(
      keys.map(({ hash }) =>
        all.filter(({ key }) => key.hash === hash).reduce<Session | undefined>(later, undefined),
      ),
    );
  }

  override commit(changes: readonly SessionChange[]): Promise<ReadonlySet<string>> {
    const conflicts = changes.filter((change) => !this.apply(change)).map(({ key }) => key.hash);
    return Promise.resolve(new Set(conflicts));
  }

  override listSessions(query: SessionQuery): Promise<ListedSession[]> {
    const found = [...this.sessions.values()]
      .filter((session) => matches(session, query))
      .sort((a, b) => comparePlaces(placeOf(a, query), placeOf(b, query), query));
    const { after } = query;
    const rest = after
      ? found.filter((session) => comparePlaces(placeOf(session, query), [after.value, after.id], query) > 0)
      : found;
    return Promise.resolve(rest.slice(0, query.limit).map(toListed));
  }

  override listLive(after: number): Promise<LiveSession[]> {
    return Promise.resolve(
      [...this.sessions.values()]
        .filter(({ superseded, state }) => !superseded && state.lastPing > after)
        .map(toLiveSession),
    );
  }

  override findSession(
    id: string,
  ): Promise<(ListedSession & { readonly trail: readonly Stretch[] }) | undefined> {
    const session = this.sessions.get(id);
    return Promise.resolve(session && { ...toListed(session), trail: session.trail });
  }

  override findPeople({ search, limit, after }: PeopleQuery): Promise<Person[]> {
    const text = foldName(search);
    const lastSeen = new Map<string, number>();
    for (const { key, state } of this.sessions.values()) {
      lastSeen.set(key.username, Math.max(state.lastPing, lastSeen.get(key.username) ?? 0));
    }
    const found = [...lastSeen.keys()]
      .filter((username) => foldName(username).includes(text))
      .sort((a, b) => comparePeople(a, b, text))
      .filter((username) => after === undefined || comparePeople(username, after, text) > 0);
    return Promise.resolve(
      found.slice(0, limit).map((username) => ({ username, lastSeen: lastSeen.get(username) ?? 0 })),
    );
  }

  override countActive(filter: StatisticsFilter, activeWindow: ActiveWindow): Promise<number> {
    const hereNow = filter.view === undefined ? undefined : true;
    return Promise.resolve(this.count({ ...filter, hereNow, active: true, activeWindow }));
  }

  override hereNowByView(filter: StatisticsFilter, activeWindow: ActiveWindow): Promise<ViewSessions[]> {
    const views = [...this.sessions.values()]
      .filter((session) => matches(session, { ...filter, active: true, activeWindow }))
      .flatMap(({ state }) => [...viewsShown(state, activeWindow)])
      .filter((view) => filter.view === undefined || view === filter.view);
    return Promise.resolve(
      [...Map.groupBy(views, (view) => view)].map(([view, shown]) => ({ view, sessions: shown.length })),
    );
  }

  override summarize(window: SlotWindow, filter: StatisticsFilter): Promise<SummaryTotals> {
    const rollups = this.rollupsIn(window, filter);
    const { usernames, notUsernames, view } = filter;
    return Promise.resolve({
      visibleMs: timeOf(rollups).ms,
      visits: timeOf(rollups).visits,
      users: new Set(rollups.map(({ username }) => username)).size,
      views: new Set(rollups.map(({ path }) => path[0])).size,
      sessions: this.count({ usernames, notUsernames, view, ...window }),
    });
  }

  override viewTotals(window: SlotWindow, filter: StatisticsFilter): Promise<ViewTotal[]> {
    const groups = Map.groupBy(this.rollupsIn(window, filter), ({ path }) => pathKey(path));
    return Promise.resolve(
      [...groups.values()].flatMap((rollups) => {
        const [first] = rollups;
        if (!first) return [];
        const [view, tab] = first.path;
        return [
          {
            view,
            tab,
            ...timeOf(rollups),
          },
        ];
      }),
    );
  }

  override bucketTotals(buckets: readonly SlotWindow[], filter: StatisticsFilter): Promise<BucketTotal[]> {
    return Promise.resolve(
      buckets.flatMap((window, bucket) => {
        const byView = Map.groupBy(this.rollupsIn(window, filter), ({ path }) => path[0]);
        return [...byView].map(([view, rollups]) => ({ bucket, view, ...timeOf(rollups) }));
      }),
    );
  }

  override bucketSums(buckets: readonly SlotWindow[], filter: StatisticsFilter): Promise<BucketSum[]> {
    return Promise.resolve(
      buckets.flatMap((window, bucket) => {
        const rollups = this.rollupsIn(window, filter);
        return rollups.length > 0 ? [{ bucket, ...timeOf(rollups) }] : [];
      }),
    );
  }

  override visitLengths(window: SlotWindow, filter: StatisticsFilter): Promise<VisitLengths[]> {
    const open = [...this.sessions.values()].flatMap(({ key, state }) =>
      openVisits(state).map((visit) => ({ ...visit, username: key.username })),
    );
    const visits = [...this.endedVisits, ...open].filter((visit) => isSelected(visit, window, filter));
    const groups = Map.groupBy(visits, ({ path, ms }) => `${bucketOfLength(ms)} ${pathKey(path)}`);
    return Promise.resolve(
      [...groups.values()].flatMap((same) => {
        const [first] = same;
        if (!first) return [];
        const [view, tab] = first.path;
        const ms = sum(same.map((visit) => visit.ms));
        return [{ view, tab, lengthBucket: bucketOfLength(first.ms), visits: same.length, ms }];
      }),
    );
  }

  override async lengthSums(window: SlotWindow, filter: StatisticsFilter): Promise<LengthSum[]> {
    return sumByLength(await this.visitLengths(window, filter));
  }

  override usersByView(window: SlotWindow, filter: StatisticsFilter): Promise<ViewUsers[]> {
    const byView = Map.groupBy(this.rollupsIn(window, filter), ({ path }) => path[0]);
    return Promise.resolve(
      [...byView].map(([view, rollups]) => ({
        view,
        users: new Set(rollups.map(({ username }) => username)).size,
      })),
    );
  }

  override userTotals(window: SlotWindow, filter: StatisticsFilter): Promise<UserTotal[]> {
    const byUser = Map.groupBy(this.rollupsIn(window, filter), ({ username }) => username);
    return Promise.resolve([...byUser].map(([username, rollups]) => ({ username, ...timeOf(rollups) })));
  }

  override userDetails(
    window: SlotWindow,
    usernames: readonly string[],
    view: string | undefined,
  ): Promise<UserDetails[]> {
    return Promise.resolve(
      usernames.map((username) => {
        const filter = { usernames: [username], view };
        const byView = Map.groupBy(this.rollupsIn(window, filter), ({ path }) => path[0]);
        const [top] = [...byView]
          .map(([view, rollups]) => ({ view, ...timeOf(rollups) }))
          .sort((a, b) => b.ms - a.ms || compareCodePoints(a.view, b.view));
        const own = [...this.sessions.values()].filter(({ key }) => key.username === username);
        return {
          username,
          sessions: this.count({ ...filter, ...window }),
          lastSeen: Math.max(0, ...own.map(({ state }) => state.lastPing)),
          topView: top?.view,
        };
      }),
    );
  }

  override knownPaths(): Promise<KnownPath[]> {
    const paths = new Map(this.rollups.map(({ path }) => [pathKey(path), path]));
    return Promise.resolve([...paths.values()].map(([view, tab]) => ({ view, tab })));
  }

  override sessionsInProgress(
    { from, to }: SlotWindow,
    { usernames, notUsernames }: StatisticsFilter,
    activeWindow: ActiveWindow,
    now: number,
  ): Promise<SessionsFrom[]> {
    const counted = [...this.sessions.values()].filter(({ key }) =>
      isOneOf(key.username, { usernames, notUsernames }),
    );
    const changes: SessionsFrom[] = [];
    for (let at = from; at < to && at <= now; at += MINUTE_MS) {
      const sessions = counted.filter(({ superseded, state }) => {
        const isOn = !superseded && isInWindow(state.lastPing, activeWindow);
        return state.start <= at && at <= (isOn ? Math.max(now, state.lastPing) : state.lastPing);
      }).length;
      if (changes.at(-1)?.sessions !== sessions) changes.push({ at, sessions });
    }
    return Promise.resolve(changes);
  }

  override ping(): Promise<void> {
    return Promise.resolve();
  }

  private apply({ key, writes }: SessionChange): boolean {
    if (!writes.every((write) => this.fits(write))) return false;
    for (const write of writes) this.sessions.set(write.session.id, this.written(write));
    const rollups = writes.flatMap((write) => write.rollups);
    this.rollups.push(...rollups.map((rollup) => ({ ...rollup, username: key.username })));
    const ended = writes.flatMap((write) => write.endedVisits);
    this.endedVisits.push(...ended.map((visit) => ({ ...visit, username: key.username })));
    return true;
  }

  private fits({ session: { id, key, ordinal, revision } }: SessionWrite): boolean {
    if (revision > 0) return this.sessions.get(id)?.revision === revision;
    const isTaken = (other: Session): boolean => other.key.hash === key.hash && other.ordinal === ordinal;
    return !this.sessions.has(id) && ![...this.sessions.values()].some(isTaken);
  }

  /** Takes from a write only the totals and stretches that it declares as changed, as the adapters do. */
  private written({ session, changedTotals, trailChangedFrom }: SessionWrite): Session {
    const before = this.sessions.get(session.id);
    const isChanged = (from: number): boolean => trailChangedFrom !== undefined && from >= trailChangedFrom;
    const changed = changedTotals.map((total) => [pathKey(total.path), total] as const);
    return {
      ...session,
      key: before?.key ?? session.key,
      revision: session.revision + 1,
      totals: new Map([...(before?.totals ?? []), ...changed]),
      trail: [
        ...(before?.trail ?? []).filter(({ from }) => !isChanged(from)),
        ...session.trail.filter(({ from }) => isChanged(from)),
      ],
    };
  }

  private count(query: SessionFilters): number {
    return [...this.sessions.values()].filter((session) => matches(session, query)).length;
  }

  private rollupsIn(window: SlotWindow, filter: StatisticsFilter): Rollup[] {
    return this.rollups.filter((rollup) => isSelected(rollup, window, filter));
  }
}

const MINUTE_MS = 60_000;

const isOneOf = (
  username: string,
  { usernames, notUsernames }: Pick<StatisticsFilter, 'usernames' | 'notUsernames'>,
): boolean => (usernames?.includes(username) ?? true) && !notUsernames?.includes(username);

const isSelected = (
  { username, slot, path }: Pick<Rollup, 'username' | 'slot' | 'path'>,
  { from, to }: SlotWindow,
  filter: StatisticsFilter,
): boolean =>
  slot >= from &&
  slot < to &&
  isOneOf(username, filter) &&
  (filter.view === undefined || path[0] === filter.view);

const timeOf = (rollups: readonly RollupDelta[]): { ms: number; visits: number } => ({
  ms: sum(rollups.map(({ ms }) => ms)),
  visits: sum(rollups.map(({ visits }) => visits)),
});

const matches = (session: Session, query: SessionFilters): boolean => {
  const { key, state, totals, superseded } = session;
  const { activeWindow } = query;
  const active = !superseded && activeWindow !== undefined && isInWindow(state.lastPing, activeWindow);
  const rules = [
    isOneOf(key.username, query),
    query.usernamePrefix === undefined ? undefined : key.username.startsWith(query.usernamePrefix),
    query.active === undefined ? undefined : query.active === active,
    query.startedAfter === undefined ? undefined : state.start > query.startedAfter,
    query.stoppedBefore === undefined ? undefined : !active && state.lastPing < query.stoppedBefore,
    query.view === undefined ? undefined : [...totals.values()].some(({ path }) => path[0] === query.view),
    query.view === undefined || query.hereNow === undefined
      ? undefined
      : query.hereNow === (active && showsView(state, query.view, activeWindow)),
    query.from === undefined ? undefined : state.lastPing >= query.from,
    query.to === undefined ? undefined : state.start < query.to,
    query.minDurationMs === undefined ? undefined : visibleMsOf(session, query) >= query.minDurationMs,
  ];
  return !rules.includes(false);
};

/** Returns the time on the query's view, or on all views. */
const visibleMsOf = ({ state, totals }: Session, { view }: SessionFilters): number =>
  view === undefined ? state.visibleMs : viewMs(totals.values(), view);

type Place = readonly [value: number | string, id: string];

const placeOf = ({ id, key, state, totals }: Session, { sort, view = '' }: SessionQuery): Place => {
  const values = {
    start: state.start,
    last_ping: state.lastPing,
    visible_duration: state.visibleMs,
    username: key.username,
    view_duration: viewMs(totals.values(), view),
  };
  return [values[sort], id];
};

const comparePlaces = (a: Place, b: Place, { order }: SessionQuery): number => {
  const ascending = compareValues(a[0], b[0]) || compareCodePoints(a[1], b[1]);
  return order === 'asc' ? ascending : -ascending;
};

const compareValues = (a: number | string, b: number | string): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : compareCodePoints(String(a), String(b));

const comparePeople = (a: string, b: string, search: string): number => {
  const [foldedA, foldedB] = [foldName(a), foldName(b)];
  return (
    Number(foldedB.startsWith(search)) - Number(foldedA.startsWith(search)) ||
    compareCodePoints(foldedA, foldedB) ||
    compareCodePoints(a, b)
  );
};

const later = (a: Session | undefined, b: Session): Session => (a && a.ordinal > b.ordinal ? a : b);

const toListed = ({ id, key, superseded, state, totals }: Session): ListedSession => {
  const { start, lastPing, lastVisiblePing, lastVisiblePath, visibleMs, pages, shownView } = state;
  return {
    id,
    key,
    superseded,
    state: { start, lastPing, lastVisiblePing, lastVisiblePath, visibleMs, pages, shownView },
    totals: [...totals.values()],
  };
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
