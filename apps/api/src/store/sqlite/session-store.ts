import type { ActiveWindow } from '@dwell/shared';
import {
  type BucketTotal,
  type FoundSession,
  type ListedSession,
  type PeopleQuery,
  type Person,
  type Session,
  type SessionChange,
  type SessionKey,
  type SessionQuery,
  SessionStore,
  type SlotWindow,
  type StatisticsFilter,
  type SummaryTotals,
  type ViewTotal,
} from '../ports/session-store.js';
import type { Remote } from './connection/worker-rpc.js';
import { toFoundSession, toListedSession, toSession } from './list/decode-session.js';
import { encodeChange } from './record/encode-session.js';
import type { CommitMethods } from './workers/commit-worker.js';
import type { ReadMethods } from './workers/read-worker.js';

export class SqliteSessionStore extends SessionStore {
  constructor(
    private readonly committer: Remote<CommitMethods>,
    private readonly reader: Remote<ReadMethods>,
  ) {
    super();
  }

  override async loadLatest(keys: readonly SessionKey[]): Promise<(Session | undefined)[]> {
    const found = await this.committer.loadLatest(keys.map(({ hash }) => hash));
    return found.map((rows) => rows && toSession(rows));
  }

  override async commit(changes: readonly SessionChange[]): Promise<ReadonlySet<string>> {
    // postMessage would clone the nested objects one by one, which costs this thread more than JSON does.
    return new Set(await this.committer.commit(JSON.stringify(changes.map(encodeChange))));
  }

  override async listSessions(query: SessionQuery): Promise<ListedSession[]> {
    return (await this.reader.listSessions(query)).map(toListedSession);
  }

  override async findSession(id: string): Promise<FoundSession | undefined> {
    const rows = await this.reader.findSession(id);
    return rows && toFoundSession(rows);
  }

  override findPeople({ search, limit, after }: PeopleQuery): Promise<Person[]> {
    return this.reader.findPeople({ search, limit, after });
  }

  override countActive({ usernames, view }: StatisticsFilter, activeWindow: ActiveWindow): Promise<number> {
    return this.reader.countActive({ usernames, view }, activeWindow);
  }

  override summarize(window: SlotWindow, { usernames, view }: StatisticsFilter): Promise<SummaryTotals> {
    return this.reader.summarize(window, { usernames, view });
  }

  override viewTotals(window: SlotWindow, { usernames, view }: StatisticsFilter): Promise<ViewTotal[]> {
    return this.reader.viewTotals(window, { usernames, view });
  }

  override bucketTotals(
    buckets: readonly SlotWindow[],
    { usernames, view }: StatisticsFilter,
  ): Promise<BucketTotal[]> {
    return this.reader.bucketTotals(buckets, { usernames, view });
  }

  override async ping(): Promise<void> {
    // One after the other: when the files have changed, only the committer's error says where the data is.
    await this.committer.ping();
    await this.reader.ping();
  }
}
