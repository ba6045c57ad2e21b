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
import { sumByLength } from '../model/length-sums.js';
import type { MongoDatabase } from './connection/database.js';
import { translateDriverError } from './connection/errors.js';
import { OthersWatch } from './list/others-watch.js';
import { SessionReader } from './list/read-session.js';
import { PeopleSearch } from './people/people-search.js';
import { PersonWriter } from './people/person-writer.js';
import { UserTimeWriter } from './record/rollups.js';
import { SessionWriter } from './record/session-writer.js';
import { StatisticsReader } from './statistics/reader.js';

export class MongoSessionStore extends SessionStore {
  private readonly writer: SessionWriter;
  private readonly reader: SessionReader;
  private readonly people: PeopleSearch;
  private readonly statistics: StatisticsReader;

  /** @param warn is called with one line when a document can't be read; SessionReader says how often. */
  constructor(
    private readonly database: MongoDatabase,
    warn = (message: string): void => {
      process.emitWarning(message, 'Dwell');
    },
  ) {
    super();
    this.writer = new SessionWriter(database, new UserTimeWriter(database), new PersonWriter(database));
    this.reader = new SessionReader(database, warn);
    this.people = new PeopleSearch(database);
    this.statistics = new StatisticsReader(database);
  }

  override async loadLatest(keys: readonly SessionKey[]): Promise<(Session | undefined)[]> {
    const loaded = await this.reader.latest(keys);
    return loaded.map((latest) => {
      if (!latest) return undefined;
      this.writer.cache(latest.document);
      return latest.session;
    });
  }

  override commit(changes: readonly SessionChange[]): Promise<ReadonlySet<string>> {
    return this.writer.commit(changes);
  }

  override listSessions(query: SessionQuery): Promise<ListedSession[]> {
    return this.reader.list(query);
  }

  override listLive(after: number): Promise<LiveSession[]> {
    return translateDriverError(this.reader.live(after));
  }

  override watchOthers(watcher: SessionWatcher): () => void {
    const sessions = {
      collection: () => this.database.sessions,
      read: (ids: readonly string[]) => translateDriverError(this.reader.liveWithIds(ids)),
      by: this.writer.by,
    };
    const watch = new OthersWatch(sessions, watcher);
    return () => {
      watch.stop();
    };
  }

  override findSession(id: string): Promise<FoundSession | undefined> {
    return this.reader.find(id);
  }

  override findPeople(query: PeopleQuery): Promise<Person[]> {
    return this.people.find(query);
  }

  override countActive(filter: StatisticsFilter, activeWindow: ActiveWindow): Promise<number> {
    return translateDriverError(this.statistics.countActive(filter, activeWindow));
  }

  override hereNowByView(filter: StatisticsFilter, activeWindow: ActiveWindow): Promise<ViewSessions[]> {
    return translateDriverError(this.statistics.hereNowByView(filter, activeWindow));
  }

  override summarize(window: SlotWindow, filter: StatisticsFilter): Promise<SummaryTotals> {
    return translateDriverError(this.statistics.summarize(window, filter));
  }

  override viewTotals(window: SlotWindow, filter: StatisticsFilter): Promise<ViewTotal[]> {
    return translateDriverError(this.statistics.viewTotals(window, filter));
  }

  override bucketTotals(buckets: readonly SlotWindow[], filter: StatisticsFilter): Promise<BucketTotal[]> {
    return translateDriverError(this.statistics.bucketTotals(buckets, filter));
  }

  override bucketSums(buckets: readonly SlotWindow[], filter: StatisticsFilter): Promise<BucketSum[]> {
    return translateDriverError(this.statistics.bucketSums(buckets, filter));
  }

  override visitLengths(window: SlotWindow, filter: StatisticsFilter): Promise<VisitLengths[]> {
    return translateDriverError(this.statistics.visitLengths(window, filter));
  }

  override async lengthSums(window: SlotWindow, filter: StatisticsFilter): Promise<LengthSum[]> {
    return sumByLength(await this.visitLengths(window, filter));
  }

  override usersByView(window: SlotWindow, filter: StatisticsFilter): Promise<ViewUsers[]> {
    return translateDriverError(this.statistics.usersByView(window, filter));
  }

  override userTotals(window: SlotWindow, filter: StatisticsFilter): Promise<UserTotal[]> {
    return translateDriverError(this.statistics.userTotals(window, filter));
  }

  override userDetails(
    window: SlotWindow,
    usernames: readonly string[],
    view: string | undefined,
  ): Promise<UserDetails[]> {
    return translateDriverError(this.statistics.userDetails(window, usernames, view));
  }

  override knownPaths(): Promise<KnownPath[]> {
    return translateDriverError(this.statistics.knownPaths());
  }

  override sessionsInProgress(
    window: SlotWindow,
    filter: StatisticsFilter,
    active: ActiveWindow,
    now: number,
  ): Promise<SessionsFrom[]> {
    return translateDriverError(this.statistics.sessionsInProgress(window, filter, active, now));
  }

  override ping(): Promise<void> {
    return translateDriverError(this.database.ping());
  }
}
