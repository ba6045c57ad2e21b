import type { ActiveWindow } from '@dwell/shared';
import {
  type BucketSum,
  type BucketTotal,
  type FoundSession,
  type KnownPath,
  type LengthSum,
  type ListedSession,
  type LiveSession,
  type PeopleQuery,
  type Person,
  type Session,
  type SessionChange,
  type SessionKey,
  type SessionQuery,
  type SessionsFrom,
  SessionStore,
  type SessionWatcher,
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
import { toRows } from './connection/column-table.js';
import type { Remote } from './connection/worker-rpc.js';
import { toFoundSession, toListedSession, toLiveSession } from './list/decode-session.js';
import { type RecordedSessions, recordedSessions } from './recorded-sessions.js';
import type { CommitMethods } from './workers/commit-worker.js';
import type { ReadMethods } from './workers/read-worker.js';

/** How many sessions `listLive` decodes at a time, so that no other request waits long for this thread. */
const LIVE_ROWS = 500;

export class SqliteSessionStore extends SessionStore {
  private readonly recorded: RecordedSessions;

  constructor(
    private readonly committer: Remote<CommitMethods>,
    private readonly reader: Remote<ReadMethods>,
    /** Informs a watcher about what other processes commit. undefined: no other process commits. */
    private readonly others?: Pick<SessionStore, 'watchOthers'>,
  ) {
    super();
    this.recorded = recordedSessions(committer);
  }

  override watchOthers(watcher: SessionWatcher): () => void {
    return this.others?.watchOthers(watcher) ?? super.watchOthers(watcher);
  }

  override loadLatest(keys: readonly SessionKey[]): Promise<(Session | undefined)[]> {
    return this.recorded.loadLatest(keys);
  }

  override commit(changes: readonly SessionChange[]): Promise<ReadonlySet<string>> {
    return this.recorded.commit(changes);
  }

  override async listSessions(query: SessionQuery): Promise<ListedSession[]> {
    return (await this.reader.listSessions(query)).map(toListedSession);
  }

  override async listLive(after: number): Promise<LiveSession[]> {
    const pks = await this.reader.recentSessions(after);
    const found: LiveSession[] = [];
    for (let from = 0; from < pks.length; from += LIVE_ROWS) {
      const rows = await this.reader.liveRows(pks.slice(from, from + LIVE_ROWS));
      for (const row of rows) {
        const session = toLiveSession(row);
        // A newer session may have replaced this one since its row number was read.
        if (!session.superseded) found.push(session);
      }
    }
    return found;
  }

  override async findSession(id: string): Promise<FoundSession | undefined> {
    const rows = await this.reader.findSession(id);
    return rows && toFoundSession(rows);
  }

  override findPeople({ search, limit, after }: PeopleQuery): Promise<Person[]> {
    return this.reader.findPeople({ search, limit, after });
  }

  override countActive(filter: StatisticsFilter, activeWindow: ActiveWindow): Promise<number> {
    return this.reader.countActive(plain(filter), activeWindow);
  }

  override hereNowByView(filter: StatisticsFilter, activeWindow: ActiveWindow): Promise<ViewSessions[]> {
    return this.reader.hereNowByView(plain(filter), activeWindow);
  }

  override summarize(window: SlotWindow, filter: StatisticsFilter): Promise<SummaryTotals> {
    return this.reader.summarize(window, plain(filter));
  }

  override viewTotals(window: SlotWindow, filter: StatisticsFilter): Promise<ViewTotal[]> {
    return this.reader.viewTotals(window, plain(filter));
  }

  override async bucketTotals(
    buckets: readonly SlotWindow[],
    filter: StatisticsFilter,
  ): Promise<BucketTotal[]> {
    return toRows(await this.reader.bucketTotals(buckets, plain(filter)));
  }

  override bucketSums(buckets: readonly SlotWindow[], filter: StatisticsFilter): Promise<BucketSum[]> {
    return this.reader.bucketSums(buckets, plain(filter));
  }

  override async visitLengths(window: SlotWindow, filter: StatisticsFilter): Promise<VisitLengths[]> {
    return toRows(await this.reader.visitLengths(window, plain(filter)));
  }

  override lengthSums(window: SlotWindow, filter: StatisticsFilter): Promise<LengthSum[]> {
    return this.reader.lengthSums(window, plain(filter));
  }

  override usersByView(window: SlotWindow, filter: StatisticsFilter): Promise<ViewUsers[]> {
    return this.reader.usersByView(window, plain(filter));
  }

  override userTotals(window: SlotWindow, filter: StatisticsFilter): Promise<UserTotal[]> {
    return this.reader.userTotals(window, plain(filter));
  }

  override userDetails(
    window: SlotWindow,
    usernames: readonly string[],
    view: string | undefined,
  ): Promise<UserDetails[]> {
    return this.reader.userDetails(window, usernames, view);
  }

  override knownPaths(): Promise<KnownPath[]> {
    return this.reader.knownPaths();
  }

  override sessionsInProgress(
    window: SlotWindow,
    filter: StatisticsFilter,
    active: ActiveWindow,
    now: number,
  ): Promise<SessionsFrom[]> {
    return this.reader.sessionsInProgress(window, plain(filter), active, now);
  }

  override async ping(): Promise<void> {
    // One after the other, not at once: when the files have changed, only the committer's error says where the data is.
    await this.committer.ping();
    await this.reader.ping();
  }
}

/**
 * Returns the filter without other fields that the caller's object may have: a worker might not be able to receive
 * them.
 */
const plain = ({ usernames, notUsernames, view }: StatisticsFilter): StatisticsFilter => ({
  usernames,
  notUsernames,
  view,
});
