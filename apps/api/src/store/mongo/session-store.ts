import { type Stretch, toSeconds } from '@dwell/shared';
import {
  type BucketTotal,
  type ListedSession,
  type RecordedSession,
  type SessionChange,
  type SessionCursor,
  type SessionKey,
  type SessionQuery,
  SessionStore,
  type SlotWindow,
  type StatisticsFilter,
  type SummaryTotals,
  type ViewTotal,
} from '../ports/session-store.js';
import { beakerIdOf } from '../model/session-key.js';
import { RECORDING_DEADLINE_MS, within } from './connection/bulk-write.js';
import { answerOf } from './connection/errors.js';
import type { SessionDocument } from './schema/sessions.js';
import { BrokenDocuments } from './list/broken-documents.js';
import { mended, toListedSession, toRecordedSession, toTrail } from './list/decode-session.js';
import type { Place } from './list/filters.js';
import { SessionSearch } from './list/search.js';
import type { MongoDatabase } from './connection/database.js';
import { SessionCommitter } from './record/session-writer.js';
import { UserTimeWriter } from './record/user-time-writer.js';
import { StatisticsReader } from './statistics/reader.js';

export class MongoSessionStore extends SessionStore {
  private readonly committer: SessionCommitter;
  private readonly statistics: StatisticsReader;
  private readonly broken: BrokenDocuments;

  /** @param warn told of documents that are passed over. */
  constructor(
    private readonly database: MongoDatabase,
    warn = (message: string): void => {
      process.emitWarning(message, 'Dwell');
    },
  ) {
    super();
    this.committer = new SessionCommitter(database, new UserTimeWriter(database));
    this.statistics = new StatisticsReader(database);
    this.broken = new BrokenDocuments(database.sessionsName, warn);
  }

  override async loadLatest(keys: readonly SessionKey[]): Promise<(RecordedSession | undefined)[]> {
    const { sessions } = this.database;
    const filter = {
      id_beaker_session: { $in: keys.map(beakerIdOf) },
      key_hash: { $in: keys.map(({ hash }) => hash) },
      superseded: false,
    };
    const current = await answerOf(
      within(RECORDING_DEADLINE_MS, (signal) => sessions.find(filter, { signal }).toArray()),
    );
    // More than one, where somebody changed them: then the newest counts.
    const inOrder = current.toSorted((a, b) => a.ordinal - b.ordinal);
    const latest = new Map(inOrder.map((document) => [document.key_hash, document]));
    // New keys, and those of which the last session was ended and no next one begun.
    const others = keys.filter(({ hash }) => !latest.has(hash));
    await Promise.all(
      others.map(async (key) => {
        const filter = { id_beaker_session: beakerIdOf(key), key_hash: key.hash };
        const document = await answerOf(
          within(RECORDING_DEADLINE_MS, (signal) =>
            sessions.findOne(filter, { sort: { ordinal: -1 }, signal }),
          ),
        );
        if (document) latest.set(key.hash, document);
      }),
    );
    return keys.map(({ hash }) => {
      const document = latest.get(hash);
      return document && this.toRecorded(document);
    });
  }

  override commit(changes: readonly SessionChange[]): Promise<ReadonlySet<string>> {
    return this.committer.commit(changes);
  }

  override async listSessions(query: SessionQuery): Promise<ListedSession[]> {
    const search = new SessionSearch(this.database.sessions);
    const { sort, limit } = query;
    const found: ListedSession[] = [];
    let after = query.after && toPlace(query.after);
    for (;;) {
      const asked = limit - found.length;
      const documents = await answerOf(
        search.page({ ...query, after, limit: asked }).then((page) => page.toArray()),
      );
      for (const document of documents) {
        const session = toListedSession(document);
        if (session) found.push(session);
        else this.broken.report(document._id);
      }
      const last = documents.at(-1);
      if (!last || documents.length < asked || found.length === limit) return found;
      after = { value: last[sort], id: last._id };
    }
  }

  override async findSession(
    id: string,
  ): Promise<(ListedSession & { readonly trail: readonly Stretch[] }) | undefined> {
    const document = await answerOf(this.database.sessions.findOne({ _id: id }));
    const session = document && toListedSession(document);
    if (session) return { ...session, trail: toTrail(document) };
    if (document) this.broken.report(id);
    return undefined;
  }

  override async countActive({ usernames, view }: StatisticsFilter, activeSince: number): Promise<number> {
    const search = new SessionSearch(this.database.sessions);
    return answerOf(search.count({ usernames, view, active: true, activeSince }));
  }

  override summarize(window: SlotWindow, filter: StatisticsFilter): Promise<SummaryTotals> {
    return answerOf(this.statistics.summarize(window, filter));
  }

  override viewTotals(window: SlotWindow, filter: StatisticsFilter): Promise<ViewTotal[]> {
    return answerOf(this.statistics.viewTotals(window, filter));
  }

  override bucketTotals(buckets: readonly SlotWindow[], filter: StatisticsFilter): Promise<BucketTotal[]> {
    return answerOf(this.statistics.bucketTotals(buckets, filter));
  }

  override ping(): Promise<void> {
    return answerOf(this.database.ping());
  }

  private toRecorded(document: SessionDocument): RecordedSession | undefined {
    const session = toRecordedSession(document);
    if (session) {
      this.committer.hold(document);
      return session;
    }
    this.broken.report(document._id);
    const readable = mended(document);
    this.committer.hold({ ...readable, superseded: document.superseded });
    return toRecordedSession(readable);
  }
}

/** A cursor's place, as the documents have it. */
const toPlace = ({ value, id }: SessionCursor): Place => ({
  value: typeof value === 'number' ? toSeconds(value) : value,
  id,
});
