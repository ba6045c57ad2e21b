import { type SessionSort, toSeconds } from '@dwell/shared';
import { beakerIdOf } from '../../model/session-key.js';
import type {
  FoundSession,
  ListedSession,
  LiveSession,
  Session,
  SessionCursor,
  SessionKey,
  SessionQuery,
} from '../../ports/session-store.js';
import { RECORDING_DEADLINE_MS, within } from '../connection/bulk-write.js';
import type { MongoDatabase } from '../connection/database.js';
import { translateDriverError } from '../connection/errors.js';
import type { SessionDocument } from '../schema/sessions.js';
import {
  repairDocument,
  toFoundSession,
  toListedSession,
  toLiveSession,
  toSession,
} from './decode-session.js';
import { Fences } from './fences.js';
import type { Place } from './filters.js';
import { recentSessions, SessionSearch, sessionsWithIds } from './search.js';

/** The most documents that one reader warns about. */
const MAX_WARNINGS = 1_000;

/** A session and the document that it was read from. */
export interface LoadedSession {
  readonly session: Session;
  readonly document: SessionDocument;
}

/**
 * Reads sessions. Warns once about each document that another program damaged, up to {@link MAX_WARNINGS} documents.
 * Lists leave a damaged document out. The writer gets a repaired form of it, so that the session's user can go on.
 */
export class SessionReader {
  private readonly warned = new Set<string>();
  private readonly fences: Fences;

  constructor(
    private readonly database: MongoDatabase,
    private readonly warn: (message: string) => void,
  ) {
    this.fences = new Fences(() => this.database.sessions);
  }

  /** Returns the latest session of each key, in the order of `keys`; undefined for a key without sessions. */
  async latest(keys: readonly SessionKey[]): Promise<(LoadedSession | undefined)[]> {
    const { sessions } = this.database;
    const filter = {
      id_beaker_session: { $in: keys.map(beakerIdOf) },
      key_hash: { $in: keys.map(({ hash }) => hash) },
      superseded: false,
    };
    const current = await translateDriverError(
      within(RECORDING_DEADLINE_MS, (signal) => sessions.find(filter, { signal }).toArray()),
    );
    // A key has several sessions that are not superseded only if another program changed them. Then the one with the
    // highest ordinal counts.
    const inOrder = current.toSorted((a, b) => a.ordinal - b.ordinal);
    const latest = new Map(inOrder.map((document) => [document.key_hash, document]));
    // The others are new keys, and keys whose last session is superseded although no next one exists.
    const others = keys.filter(({ hash }) => !latest.has(hash));
    await Promise.all(
      others.map(async (key) => {
        const filter = { id_beaker_session: beakerIdOf(key), key_hash: key.hash };
        const document = await translateDriverError(
          within(RECORDING_DEADLINE_MS, (signal) =>
            sessions.findOne(filter, { sort: { ordinal: -1 }, signal }),
          ),
        );
        if (document) latest.set(key.hash, document);
      }),
    );
    return keys.map(({ hash }) => {
      const document = latest.get(hash);
      return document && this.load(document);
    });
  }

  /** Returns one page. Reads on until the page is full, since unreadable documents leave gaps. */
  async list(query: SessionQuery): Promise<ListedSession[]> {
    const search = new SessionSearch(this.database.sessions, this.fences);
    const { sort, limit } = query;
    const found: ListedSession[] = [];
    let after = query.after && toPlace(query.after, sort);
    for (;;) {
      const missing = limit - found.length;
      const documents = await translateDriverError(search.page({ ...query, after, limit: missing }));
      for (const document of documents) {
        const session = toListedSession(document);
        if (session) found.push(session);
        else this.warnOf(document);
      }
      const last = documents.at(-1);
      if (!last || documents.length < missing || found.length === limit) return found;
      after = { value: last[sort] ?? 0, id: last._id };
    }
  }

  /** Returns the sessions that are not superseded and whose last ping came after this time, in epoch milliseconds. */
  live(after: number): Promise<LiveSession[]> {
    return this.readLive(recentSessions(this.database.sessions, after));
  }

  /** Returns the sessions with these ids for the live stream, also those that are superseded. */
  liveWithIds(ids: readonly string[]): Promise<LiveSession[]> {
    return this.readLive(sessionsWithIds(this.database.sessions, ids));
  }

  async find(id: string): Promise<FoundSession | undefined> {
    const document = await translateDriverError(this.database.sessions.findOne({ _id: id }));
    if (!document) return undefined;
    const session = toFoundSession(document);
    if (!session) this.warnOf(document);
    return session;
  }

  private async readLive(documents: AsyncIterable<SessionDocument>): Promise<LiveSession[]> {
    const found: LiveSession[] = [];
    for await (const document of documents) {
      const session = toLiveSession(document);
      if (session) found.push(session);
      else this.warnOf(document);
    }
    return found;
  }

  private load(document: SessionDocument): LoadedSession | undefined {
    const session = toSession(document);
    if (session) return { session, document };
    this.warnOf(document);
    const repaired = repairDocument(document);
    const repairedSession = toSession(repaired);
    // Keeps the stored value of `superseded`: the writer writes that the session is superseded only if the stored
    // value differs.
    return (
      repairedSession && {
        session: repairedSession,
        document: { ...repaired, superseded: document.superseded },
      }
    );
  }

  private warnOf({ _id }: SessionDocument): void {
    const id = String(_id);
    if (this.warned.has(id) || this.warned.size >= MAX_WARNINGS) return;
    this.warned.add(id);
    this.warn(`${this.database.sessionsName}: the document ${id} can not be read and is passed over`);
  }
}

/** Converts a cursor to the documents' seconds; times on a view stay in milliseconds. */
const toPlace = ({ value, id }: SessionCursor, sort: SessionSort): Place => ({
  value: typeof value === 'number' && sort !== 'view_duration' ? toSeconds(value) : value,
  id,
});
