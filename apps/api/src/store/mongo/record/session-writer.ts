import { randomUUID } from 'node:crypto';
import { slotOf } from '@dwell/shared';
import { LRUCache } from 'lru-cache';
import { beakerIdOf } from '../../model/session-key.js';
import type { RecordedSession, SessionChange, SessionWrite } from '../../ports/session-store.js';
import { StoreUnavailableError } from '../../ports/errors.js';
import { bulkWrite, RECORDING_DEADLINE_MS, within } from '../connection/bulk-write.js';
import { answerOf, isCut, refusedForKeysAlone } from '../connection/errors.js';
import type { CommitRecord, SessionDocument, TimeRecord } from '../schema/sessions.js';
import type { MongoDatabase } from '../connection/database.js';
import {
  type HeldSession,
  heldOf,
  type PreparedWrite,
  prepareInsert,
  prepareUpdate,
} from './prepare-writes.js';
import type { UserTimeWriter } from './user-time-writer.js';

/** Sessions whose stored form this process knows; of others it is read before they are changed. */
const MAX_HELD = 50_000;

/**
 * Stores batches of changes, each session by one write that is guarded by its revision. Nothing that belongs together
 * stands in two documents, so that no transaction is needed: see docs/adr/0050.
 */
export class SessionCommitter {
  private readonly held = new LRUCache<string, HeldSession>({ max: MAX_HELD });
  /** Who commits, and which of its commits this is: by that a write whose answer was lost is recognised. */
  private readonly by = randomUUID().slice(0, 8);
  private commits = 0;

  constructor(
    private readonly database: MongoDatabase,
    private readonly userTime: UserTimeWriter,
  ) {}

  /** What was just loaded will soon be changed. */
  hold(document: SessionDocument): void {
    this.held.set(document._id, heldOf(document));
  }

  /** Gives the key hashes of the changes that were left out, because the store has moved past their revisions. */
  async commit(changes: readonly SessionChange[]): Promise<ReadonlySet<string>> {
    const conflicts = new Set<string>();
    const steps = Math.max(0, ...changes.map(({ writes }) => writes.length));
    // A session is begun only when the end of the one before it is stored.
    for (let step = 0; step < steps; step++) {
      const writes = changes
        .filter(({ key }) => !conflicts.has(key.hash))
        .flatMap(({ writes }) => writes.slice(step, step + 1));
      for (const conflict of await this.write(writes)) conflicts.add(conflict);
    }
    return conflicts;
  }

  /** Gives the key hashes of the sessions that were not written. */
  private async write(writes: readonly SessionWrite[]): Promise<string[]> {
    const commit: CommitRecord = { by: this.by, n: ++this.commits };
    const ids = writes.map(({ session }) => session.id);
    try {
      await this.loadMissing(writes);
      const base = await this.loadBase(writes);
      const prepared = writes.map((write) => this.prepare(write, base, commit));
      const ready = prepared.filter((each) => each !== undefined);
      const landed = await this.send(ready, commit);
      const conflicts: string[] = [];
      writes.forEach(({ session }, index) => {
        const write = prepared[index];
        if (write && landed.has(session.id)) {
          this.held.set(session.id, write.after);
        } else {
          this.held.delete(session.id);
          conflicts.push(session.key.hash);
        }
      });
      await this.closeSlots(ready.filter(({ session }) => landed.has(session.id)));
      return conflicts;
    } catch (error) {
      for (const id of ids) this.held.delete(id);
      throw error;
    }
  }

  /** Undefined where the store is known to have moved past the write's revision. */
  private prepare(
    write: SessionWrite,
    base: ReadonlyMap<string, readonly TimeRecord[]>,
    commit: CommitRecord,
  ): PreparedWrite | undefined {
    const { id, revision } = write.session;
    if (revision === 0) return prepareInsert(write, commit);
    const held = this.held.get(id);
    return held?.revision === revision ? prepareUpdate(write, held, base.get(id) ?? [], commit) : undefined;
  }

  private async loadMissing(writes: readonly SessionWrite[]): Promise<void> {
    const missing = writes
      .map(({ session }) => session)
      .filter(({ id, revision }) => revision > 0 && this.held.get(id)?.revision !== revision);
    if (missing.length === 0) return;
    const { sessions } = this.database;
    const documents = await answerOf(
      within(RECORDING_DEADLINE_MS, (signal) => sessions.find(named(missing), { signal }).toArray()),
    );
    for (const document of documents) this.hold(document);
  }

  /** What sessions may have in slots that were over for them, or were settled, and that are added to after all. */
  private async loadBase(writes: readonly SessionWrite[]): Promise<Map<string, readonly TimeRecord[]>> {
    const reopened = writes.flatMap(({ session: { id, key }, rollups }) => {
      const held = this.held.get(id);
      if (!held || held.views.size === 0) return [];
      const isOpen = new Set(held.openTime.map(({ slot }) => slot));
      const slots = rollups.map(({ slot }) => slot);
      return [...new Set(slots)]
        .filter((slot) => slot <= slotOf(held.lastPing) && !isOpen.has(slot))
        .map((slot) => ({ id, username: key.username, slot }));
    });
    return this.userTime.read(reopened);
  }

  /** Gives the ids of the sessions that were written. */
  private async send(prepared: readonly PreparedWrite[], commit: CommitRecord): Promise<ReadonlySet<string>> {
    if (prepared.length === 0) return new Set();
    const { sessions } = this.database;
    const written = prepared.map(({ session }) => session);
    try {
      const operations = prepared.map(({ operation }) => operation);
      const { matchedCount, insertedCount } = await bulkWrite(sessions, operations, RECORDING_DEADLINE_MS);
      if (matchedCount + insertedCount === prepared.length) return new Set(written.map(({ id }) => id));
    } catch (error) {
      // A connection that was cut leaves open what was written; that is found out below.
      if (!refusedForKeysAlone(error) && !isCut(error)) await answerOf(Promise.reject(error as Error));
    }
    // What a majority does not have yet could still be rolled back: it counts as not written, and is folded again.
    const filter = { ...named(written), commits: { $elemMatch: commit } };
    const landed = await answerOf(
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
   * Moves time in slots that are over from the sessions to user_time, where it is written first: then it stands in both
   * for a moment, and the session's counts. Where that fails it goes on to count in the session, and is moved later.
   */
  private async closeSlots(written: readonly PreparedWrite[]): Promise<void> {
    const over = written.filter(({ overTime }) => overTime.length > 0);
    if (over.length === 0) return;
    const left = over.map(({ after, overTime }) => after.openTime.filter((time) => !overTime.includes(time)));
    try {
      await this.userTime.write(
        over.map(({ session, after, overTime }) => ({
          id: session.id,
          username: session.key.username,
          revision: after.revision,
          time: overTime,
        })),
      );
      const drops = over.map(({ session, after }, index) => ({
        updateOne: {
          filter: { id_beaker_session: beakerIdOf(session.key), _id: session.id, revision: after.revision },
          update: { $set: { open_time: left[index] ?? [] } },
        },
      }));
      await answerOf(bulkWrite(this.database.sessions, drops, RECORDING_DEADLINE_MS));
    } catch (error) {
      if (error instanceof StoreUnavailableError) return;
      throw error;
    }
    over.forEach(({ session, after }, index) => {
      this.held.set(session.id, { ...after, openTime: left[index] ?? [] });
    });
  }
}

/** These sessions, by what finds their shards. */
const named = (sessions: readonly RecordedSession[]) => ({
  id_beaker_session: { $in: sessions.map(({ key }) => beakerIdOf(key)) },
  _id: { $in: sessions.map(({ id }) => id) },
});
