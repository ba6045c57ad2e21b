import { randomUUID } from 'node:crypto';
import { slotOf } from '@dwell/shared';
import { recentEntries } from '../../../platform/recent-entries.js';
import { beakerIdOf } from '../../model/session-key.js';
import type { Session, SessionChange, SessionWrite } from '../../ports/session-store.js';
import { StoreUnavailableError } from '../../ports/errors.js';
import { bulkWrite, RECORDING_DEADLINE_MS, within } from '../connection/bulk-write.js';
import { hasOnlyDuplicateKeys, isCut, toStoreError, translateDriverError } from '../connection/errors.js';
import type { CommitRecord, SessionDocument } from '../schema/sessions.js';
import type { MongoDatabase } from '../connection/database.js';
import { type PreparedWrite, prepareInsert, prepareUpdate } from './prepare-writes.js';
import type { PersonWriter } from '../people/person-writer.js';
import { NO_TIME, type SlotTimes, type UserTimeWriter } from './rollups.js';
import { type CachedSession, toCachedSession } from './session-cache.js';

/** The most sessions that the writer caches. The writer loads any other session before it changes that session. */
const MAX_CACHED = 50_000;

/**
 * Commits batches. One write changes one session, and only if the stored revision is still the write's. A batch needs
 * no transaction, because everything that belongs together is in one document: see docs/adr/0050.
 */
export class SessionWriter {
  private readonly cached = recentEntries<CachedSession>(MAX_CACHED);
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

  /**
   * Returns the key hashes of the changes that it left out, because the stored revisions are newer than theirs, or
   * because the answer was lost and no majority of the servers has the write.
   */
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
      const written = await this.attempt(writes, commit);
      const isWritten = new Set(written.map(({ session }) => session.id));
      const settled = await this.loadSettled(writes.filter(({ session }) => !isWritten.has(session.id)));
      for (const each of await this.attempt(settled, commit)) {
        written.push(each);
        isWritten.add(each.session.id);
      }
      const conflicts = writes.filter(({ session }) => !isWritten.has(session.id));
      for (const { session } of conflicts) this.cached.delete(session.id);
      for (const { session, after } of written) this.cached.set(session.id, after);
      await this.closeSlots(written);
      return conflicts.map(({ session }) => session.key.hash);
    } catch (error) {
      for (const id of ids) this.cached.delete(id);
      throw error;
    }
  }

  /** Does the writes, and returns those that succeeded. */
  private async attempt(writes: readonly SessionWrite[], commit: CommitRecord): Promise<PreparedWrite[]> {
    if (writes.length === 0) return [];
    const base = await this.loadBase(writes);
    const prepared = writes.flatMap((write) => this.prepare(write, base, commit) ?? []);
    const landed = await this.send(prepared, commit);
    return prepared.filter(({ session }) => landed.has(session.id));
  }

  /** Returns the write to the database; undefined if the stored session does not have the write's revision. */
  private prepare(
    write: SessionWrite,
    base: ReadonlyMap<string, SlotTimes>,
    commit: CommitRecord,
  ): PreparedWrite | undefined {
    const { id, revision } = write.session;
    if (revision === 0) return prepareInsert(write, commit);
    const before = this.cached.get(id);
    return before?.revision === revision
      ? prepareUpdate(write, before, base.get(id) ?? NO_TIME, commit)
      : undefined;
  }

  private async loadMissing(writes: readonly SessionWrite[]): Promise<void> {
    const missing = writes
      .map(({ session }) => session)
      .filter(({ id, revision }) => revision > 0 && this.cached.get(id)?.revision !== revision);
    await this.load(missing);
  }

  private async load(sessions: readonly Session[]): Promise<SessionDocument[]> {
    if (sessions.length === 0) return [];
    const documents = await translateDriverError(
      within(RECORDING_DEADLINE_MS, (signal) =>
        this.database.sessions.find(byIds(sessions), { signal }).toArray(),
      ),
    );
    for (const document of documents) this.cache(document);
    return documents;
  }

  /**
   * Loads the sessions again whose writes failed although the cached revision is that of the write: another process may
   * have settled them. Returns the writes to those that it did settle, which can then be done again.
   */
  private async loadSettled(missed: readonly SessionWrite[]): Promise<SessionWrite[]> {
    const isUnaware = ({ session: { id, revision } }: SessionWrite): boolean => {
      const cached = this.cached.get(id);
      return cached?.revision === revision && !cached.settled;
    };
    const unaware = missed.filter(isUnaware);
    await this.load(unaware.map(({ session }) => session));
    return unaware.filter(({ session }) => this.cached.get(session.id)?.settled);
  }

  /** Returns the users to store before their sessions, so that no crash leaves a session without its user. */
  private newPeople(writes: readonly SessionWrite[]): string[] {
    const names = writes.flatMap(({ session: { revision, key } }) =>
      revision > 0 || this.people.knows(key.username) ? [] : key.username,
    );
    return [...new Set(names)];
  }

  /**
   * Loads from user_time the time and visits of the closed slots to which the writes still add. For a session that was
   * settled, also loads the slot of its last ping, because the session takes this slot back.
   */
  private async loadBase(writes: readonly SessionWrite[]): Promise<Map<string, SlotTimes>> {
    const reopened = writes.flatMap(({ session: { id, key }, rollups }) => {
      const cached = this.cached.get(id);
      if (!cached || cached.views.size === 0) return [];
      const isOpen = new Set([
        ...cached.openTime.map(({ slot }) => slot),
        ...cached.visits.map(({ at }) => at),
      ]);
      const latest = slotOf(cached.lastPing);
      const slots = [...rollups.map(({ slot }) => slot), ...(cached.settled ? [latest] : [])];
      return [...new Set(slots)]
        .filter((slot) => slot <= latest && !isOpen.has(slot))
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
   * Moves time and visits in closed slots from the sessions to user_time. Writes user_time first. While both have the
   * time, the session's time counts. If the move fails, the time stays in the session and moves later.
   */
  private async closeSlots(written: readonly PreparedWrite[]): Promise<void> {
    const moves = written
      .filter(({ closed }) => closed.time.length + closed.visits.length > 0)
      .map(({ session, after, closed }) => ({
        session,
        closed,
        left: {
          ...after,
          openTime: after.openTime.filter((time) => !closed.time.includes(time)),
          visits: after.visits.filter((visits) => !closed.visits.includes(visits)),
        },
      }));
    if (moves.length === 0) return;
    try {
      await this.userTime.write(
        moves.map(({ session, closed, left }) => ({
          id: session.id,
          username: session.key.username,
          revision: left.revision,
          ...closed,
        })),
      );
      const drops = moves.map(({ session: { id, key }, left }) => ({
        updateOne: {
          filter: { id_beaker_session: beakerIdOf(key), _id: id, revision: left.revision },
          update: { $set: { open_time: left.openTime, visits: left.visits } },
        },
      }));
      await translateDriverError(bulkWrite(this.database.sessions, drops, RECORDING_DEADLINE_MS));
    } catch (error) {
      if (error instanceof StoreUnavailableError) return;
      throw error;
    }
    for (const { session, left } of moves) this.cached.set(session.id, left);
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
