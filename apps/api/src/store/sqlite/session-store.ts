import type { Stretch } from '@dwell/shared';
import {
  type BucketTotal,
  type ListedSession,
  type RecordedSession,
  type SessionChange,
  type SessionKey,
  type SessionQuery,
  SessionStore,
  type SlotWindow,
  type StatisticsFilter,
  type SummaryTotals,
  type ViewTotal,
} from '../ports/session-store.js';
import { toListedSession, toRecordedSession, toTrail } from './list/decode-session.js';
import { changeTuple } from './record/encode-session.js';
import type { SqliteDatabase } from './sqlite-database.js';

export class SqliteSessionStore extends SessionStore {
  constructor(private readonly database: SqliteDatabase) {
    super();
  }

  override async loadLatest(keys: readonly SessionKey[]): Promise<(RecordedSession | undefined)[]> {
    const found = await this.database.commit(
      'loadLatest',
      keys.map(({ hash }) => hash),
    );
    return found.map((rows) => rows && toRecordedSession(rows));
  }

  override async commit(changes: readonly SessionChange[]): Promise<ReadonlySet<string>> {
    // As text it crosses to the worker at half the cost of nested arrays, which are cloned one by one.
    return new Set(await this.database.commit('commit', JSON.stringify(changes.map(changeTuple))));
  }

  override async listSessions(query: SessionQuery): Promise<ListedSession[]> {
    return (await this.database.read('listSessions', query)).map(toListedSession);
  }

  override async findSession(
    id: string,
  ): Promise<(ListedSession & { readonly trail: readonly Stretch[] }) | undefined> {
    const rows = await this.database.read('findSession', id);
    return rows && { ...toListedSession(rows), trail: toTrail(rows) };
  }

  override countActive({ usernames, view }: StatisticsFilter, activeSince: number): Promise<number> {
    return this.database.read('countActive', { usernames, view }, activeSince);
  }

  override summarize(window: SlotWindow, { usernames, view }: StatisticsFilter): Promise<SummaryTotals> {
    return this.database.read('summarize', window, { usernames, view });
  }

  override viewTotals(window: SlotWindow, { usernames, view }: StatisticsFilter): Promise<ViewTotal[]> {
    return this.database.read('viewTotals', window, { usernames, view });
  }

  override bucketTotals(
    buckets: readonly SlotWindow[],
    { usernames, view }: StatisticsFilter,
  ): Promise<BucketTotal[]> {
    return this.database.read('bucketTotals', buckets, { usernames, view });
  }

  override async ping(): Promise<void> {
    await Promise.all([this.database.commit('ping'), this.database.read('ping')]);
  }
}
