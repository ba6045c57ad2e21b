import { randomUUID } from 'node:crypto';
import { slotOf } from '@dwell/shared';
import { LRUCache } from 'lru-cache';
import { beakerIdOf } from '../../model/session-key.js';
import type { Session, SessionChange, SessionWrite } from '../../ports/session-store.js';
import { StoreUnavailableError } from '../../ports/errors.js';
import { bulkWrite, RECORDING_DEADLINE_MS, within } from '../connection/bulk-write.js';
import { hasOnlyDuplicateKeys, isCut, toStoreError, translateDriverError } from '../connection/errors.js';
import type { CommitRecord, SessionDocument, TimeRecord } from '../schema/sessions.js';
import type { MongoDatabase } from '../connection/database.js';
import { type PreparedWrite, prepareInsert, prepareUpdate } from './prepare-writes.js';
import type { PersonWriter } from '../people/person-writer.js';
import type { UserTimeWriter } from './rollups.js';
import { type CachedSession, toCachedSession } from './session-cache.js';

/** The most sessions that the writer caches. The writer loads any other session before it changes that session. */
const MAX_CACHED = 50_000;

/**
 * Commits batches. One write changes one session, and only if the stored revision is still the write's. A batch needs
 * no transaction, because everything that belongs together is in one document: see docs/adr/0050.
 */
export class SessionWriter {
  private readonly cached = new LRUCache<string, CachedSession>({ max: MAX_CACHED });
  /** Names this process in a session's list of commits, so that a write whose answer was lost is found there. */
  readonly by = randomUUID().slice(0, 8);
  private commits = 0;

  constructor(
    private readonly database: MongoDatabase,
    private readonly userTime: UserTimeWriter,
    private readonly people: PersonWriter,
  ) {}

  /** Caches a session that was just loaded, because it will soon be changed. */
  cache(document: SessionDocument): void {
    this.cached.set(document._id, toCachedSession(document));
  }

  /** Returns the key hashes of the changes that it left out, because the stored revisions are newer than theirs. */
  async commit(changes: readonly SessionChange[]): Promise<ReadonlySet<string>> {
    const conflicts = new Set<string>();
    const steps = Math.max(0, ...changes.map(({ writes }) => writes.length));
    // A session is inserted only after the end of the previous one is stored.
    for (let step = 0; step < steps; step++) {
      const writes = changes
        .filter(({ key }) => !conflicts.has(key.hash))
        .flatMap(({ writes }) => writes.slice(step, step + 1));
      for (const conflict of await this.write(writes)) conflicts.add(conflict);
    }
    return conflicts;
  }

  /** Returns the key hashes of the sessions that were not written. */
  private async write(writes: readonly SessionWrite[]): Promise<string[]> {
    const commit: CommitRecord = { by: this.by, n: ++this.commits };
    const ids = writes.map(({ session }) => session.id);
    try {
      await this.loadMissing(writes);
      const newPeople = this.newPeople(writes);
      if (newPeople.length > 0) await this.people.add(newPeople);
      const base = await this.loadBase(writes);
      const prepared = writes.map((write) => this.prepare(write, base, commit));
      const ready = prepared.filter((each) => each !== undefined);
      const landed = await this.send(ready, commit);
      const conflicts: string[] = [];
      writes.forEach(({ session }, index) => {
        const write = prepared[index];
        if (write && landed.has(session.id)) {
          this.cached.set(session.id, write.after);
        } else {
          this.cached.delete(session.id);
          conflicts.push(session.key.hash);
        }
      });
      await this.closeSlots(ready.filter(({ session }) => landed.has(session.id)));
      return conflicts;
    } catch (error) {
      for (const id of ids) this.cached.delete(id);
      throw error;
    }
  }

  /** Returns undefined unless the stored session has the write's revision; a new session always fits. */
  private prepare(
    write: SessionWrite,
    base: ReadonlyMap<string, readonly TimeRecord[]>,
    commit: CommitRecord,
  ): PreparedWrite | undefined {
    const { id, revision } = write.session;
    if (revision === 0) return prepareInsert(write, commit);
    const before = this.cached.get(id);
    return before?.revision === revision
      ? prepareUpdate(write, before, base.get(id) ?? [], commit)
      : undefined;
  }

  private async loadMissing(writes: readonly SessionWrite[]): Promise<void> {
    const missing = writes
      .map(({ session }) => session)
      .filter(({ id, revision }) => revision > 0 && this.cached.get(id)?.revision !== revision);
    if (missing.length === 0) return;
    const { sessions } = this.database;
    const documents = await translateDriverError(
      within(RECORDING_DEADLINE_MS, (signal) => sessions.find(byIds(missing), { signal }).toArray()),
    );
    for (const document of documents) this.cache(document);
  }

  /** Returns the users to store before their sessions, so that no crash leaves a session without its user. */
  private newPeople(writes: readonly SessionWrite[]): string[] {
    const names = writes.flatMap(({ session: { revision, key } }) =>
      revision > 0 || this.people.knows(key.username) ? [] : key.username,
    );
    return [...new Set(names)];
  }

  /** Loads from user_time the sessions' time in closed slots to which the writes add late. */
  private async loadBase(writes: readonly SessionWrite[]): Promise<Map<string, readonly TimeRecord[]>> {
    const reopened = writes.flatMap(({ session: { id, key }, rollups }) => {
      const cached = this.cached.get(id);
      if (!cached || cached.views.size === 0) return [];
      const isOpen = new Set(cached.openTime.map(({ slot }) => slot));
      const slots = rollups.map(({ slot }) => slot);
      return [...new Set(slots)]
        .filter((slot) => slot <= slotOf(cached.lastPing) && !isOpen.has(slot))
        .map((slot) => ({ id, username: key.username, slot }));
    });
    return this.userTime.read(reopened);
  }

  /** Returns the ids of the sessions that were written. */
  private async send(prepared: readonly PreparedWrite[], commit: CommitRecord): Promise<ReadonlySet<string>> {
    if (prepared.length === 0) return new Set();
    const { sessions } = this.database;
    const written = prepared.map(({ session }) => session);
    try {
      const operations = prepared.map(({ operation }) => operation);
      const { matchedCount, insertedCount } = await bulkWrite(sessions, operations, RECORDING_DEADLINE_MS);
      if (matchedCount + insertedCount === prepared.length) return new Set(written.map(({ id }) => id));
    } catch (error) {
      // After a cut the server may have done some of the writes. The query below finds them.
      if (!hasOnlyDuplicateKeys(error) && !isCut(error)) throw toStoreError(error);
    }
    // Until a majority of the servers has a write, it may be rolled back. So it counts as not written, and its pings
    // are folded again.
    const filter = { ...byIds(written), commits: { $elemMatch: commit } };
    const landed = await translateDriverError(
      within(RECORDING_DEADLINE_MS, (signal) =>
        sessions
          .find(filter, { signal, readConcern: 'majority' })
          .project<Pick<SessionDocument, '_id'>>({ _id: 1 })
          .toArray(),
      ),
    );
    return new Set(landed.map(({ _id }) => _id));
  }

  /**
   * Moves time in closed slots from the sessions to user_time. It writes user_time first; while both have the time, the
   * session's counts. If the move fails, the time stays in the session and moves later.
   */
  private async closeSlots(written: readonly PreparedWrite[]): Promise<void> {
    const closed = written.filter(({ closedTime }) => closedTime.length > 0);
    if (closed.length === 0) return;
    const left = closed.map(({ after, closedTime }) =>
      after.openTime.filter((time) => !closedTime.includes(time)),
    );
    try {
      await this.userTime.write(
        closed.map(({ session, after, closedTime }) => ({
          id: session.id,
          username: session.key.username,
          revision: after.revision,
          time: closedTime,
        })),
      );
      const drops = closed.map(({ session, after }, index) => ({
        updateOne: {
          filter: { id_beaker_session: beakerIdOf(session.key), _id: session.id, revision: after.revision },
          update: { $set: { open_time: left[index] ?? [] } },
        },
      }));
      await translateDriverError(bulkWrite(this.database.sessions, drops, RECORDING_DEADLINE_MS));
    } catch (error) {
      if (error instanceof StoreUnavailableError) return;
      throw error;
    }
    closed.forEach(({ session, after }, index) => {
      this.cached.set(session.id, { ...after, openTime: left[index] ?? [] });
    });
  }
}

/**
 * Returns a filter for the sessions. `id_beaker_session` is the shard key: with it, a cluster asks only the shards that
 * store these sessions.
 */
const byIds = (sessions: readonly Session[]) => ({
  id_beaker_session: { $in: sessions.map(({ key }) => beakerIdOf(key)) },
  _id: { $in: sessions.map(({ id }) => id) },
});
