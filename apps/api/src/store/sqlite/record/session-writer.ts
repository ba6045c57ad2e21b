import { foldName, SLOT_MS } from '@dwell/shared';
import type { Database } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { SessionKey } from '../../ports/session-store.js';
import { Statements } from '../connection/kysely.js';
import type { Packer } from '../packs/packer.js';
import { ALL_PARTS } from '../packs/parts.js';
import { idOf } from '../schema/session-bytes.js';
import { spanClassOf } from '../schema/span-class.js';
import type { SessionTable, StretchRow, Tables, TimeRow, VisitRow } from '../schema/tables.js';
import type { EncodedChange, EncodedWrite } from './encode-session.js';
import { ChartSums, type Sums, UnchangedSums } from './chart-sums.js';
import { Names } from './names.js';
import { addToPending, type PendingTime, timeOnOnePath } from './pending-time.js';
import { openVisitRows } from '../schema/visit-rows.js';
import { type CachedSession, SessionCache } from './session-cache.js';
import { Trails } from '../trails/trails.js';
import { prepareWriterStatements, type WriterStatements } from './statements.js';

/**
 * Commits settle sessions that have been without a ping for longer than this, in milliseconds. Pings after such a
 * silence are rare. See {@link SessionWriter} for what settling does.
 */
export const SETTLE_AFTER_MS = 60 * 60_000;

/**
 * The least time between two searches for sessions to settle, in milliseconds. But after a search that found
 * {@link MAX_SETTLING}, the next commit searches again.
 */
const SETTLE_EVERY_MS = 60_000;

/**
 * The most silent sessions that one commit settles. A higher number would delay the answers to the batch in that
 * commit.
 */
const MAX_SETTLING = 500;

/** In SQLite a negative limit means that there is no limit. */
const NO_LIMIT = -1;

/**
 * Commits batches. The cost of a ping depends on the number of the file's pages that it changes, because SQLite
 * writes each of them to the log as a whole. So most pings write the session's row and nothing else, besides the sums
 * over all users, which a batch writes once for all its pings:
 * - A session is settled once no ping is expected for it any more. The indexes on columns that every ping changes, the
 *   counts of sessions, and session_view contain only settled sessions. The few others are read one by one.
 * - The row holds back the time on the path where the session stays; see pending-time.ts.
 * - A stretch of the trail is stored with its beginning only, so that a stretch that continues is not written again.
 */
export class SessionWriter {
  private readonly statements: WriterStatements;
  private readonly cache: SessionCache;
  private readonly chartSums: ChartSums;
  private readonly unchangedSums: UnchangedSums;
  readonly trails: Trails;
  private readonly names: Names;
  private sums: Sums;
  private readonly inTransaction: (changes: readonly EncodedChange[]) => string[];
  private readonly settleInTransaction: () => void;
  /** The newest ping at the last search that found fewer sessions to settle than {@link MAX_SETTLING}, in epoch ms. */
  private settledAt: number | undefined;

  constructor(database: Database, db: Kysely<Tables>) {
    this.statements = prepareWriterStatements(database, db);
    this.cache = new SessionCache(this.statements);
    this.chartSums = new ChartSums(database, db, this.statements);
    this.unchangedSums = new UnchangedSums(this.packer, this.statements);
    this.sums = this.chartSums;
    this.trails = new Trails(new Statements(database, db));
    this.names = new Names(new Statements(database, db));
    this.inTransaction = database.transaction((changes: readonly EncodedChange[]) =>
      this.writeBatch(changes),
    ).immediate;
    this.settleInTransaction = database.transaction(() => {
      this.settle(Number.MAX_SAFE_INTEGER, NO_LIMIT);
      this.sums.write();
    }).immediate;
  }

  /**
   * Writes changes in one transaction. Returns the key hashes of the changes that it left out, because a session is not
   * stored at the revision that the change was made from, or because a session that the change inserts, or another one
   * with the same key and ordinal, is stored already.
   */
  commit(changes: readonly EncodedChange[]): string[] {
    try {
      return this.inTransaction(changes);
    } catch (error) {
      this.forget();
      throw error;
    }
  }

  /**
   * Runs `write`, which calls other methods of this writer. Meanwhile these methods do not change the sums that charts
   * read. Must run within one transaction, so that readers see the changes and the new revision of all parts together.
   */
  withoutSums<T>(write: () => T): T {
    this.sums = this.unchangedSums;
    try {
      const written = write();
      this.sums.write();
      this.markAllParts();
      return written;
    } catch (error) {
      this.forget();
      throw error;
    } finally {
      this.sums = this.chartSums;
    }
  }

  /** Marks all parts of time as changed, so that queries compute their cached sums of parts again. */
  markAllParts(): void {
    this.statements.addRevision.run(ALL_PARTS);
  }

  get packer(): Packer {
    return this.chartSums.packer;
  }

  private forget(): void {
    this.cache.clear();
    this.chartSums.forget();
    this.trails.forget();
    this.names.forget();
  }

  /** Settles all sessions, also those for which a ping is still expected. */
  settleAll(): void {
    try {
      this.settleInTransaction();
    } catch (error) {
      this.forget();
      throw error;
    }
  }

  /** Adds visits to a user's packs or to user_visit. Must run within a transaction. */
  addUserVisits(username: string, rows: readonly VisitRow[]): void {
    this.sums.addUser(username);
    for (const row of rows) {
      const { slot, view, tab, length_bucket, visits, ms } = row;
      if (!this.packer.addVisit(username, row)) {
        this.statements.addUserVisit.run(username, slot, view, tab, length_bucket, visits, ms);
      }
      this.sums.noteUserVisit(row);
    }
  }

  /** Adds time to a user's packs or to user_time. Must run within a transaction. */
  addUserTime(username: string, row: TimeRow): void {
    this.sums.addUser(username);
    const { slot, view, tab, ms, visits } = row;
    if (!this.packer.addTime(username, row)) {
      this.statements.addUserTime.run(username, slot, view, tab, ms, visits);
    }
    this.sums.noteUserTime(row);
  }

  private writeBatch(changes: readonly EncodedChange[]): string[] {
    const conflicts: string[] = [];
    for (const { key, writes } of changes) {
      // Checks the whole change before it writes any part of it, so that nothing has to be undone.
      if (!writes.every((write) => this.fits(key, write))) {
        conflicts.push(key.hash);
        continue;
      }
      for (const write of writes) {
        this.write(key, write);
      }
    }
    this.settleSilent(newestPing(changes));
    this.sums.write();
    return conflicts;
  }

  private fits({ hash }: SessionKey, { id, ordinal, revision }: EncodedWrite): boolean {
    if (revision > 0) return this.cache.find(id)?.revision === revision;
    return this.statements.findSame.get(id, hash, ordinal) === undefined;
  }

  private write(key: SessionKey, write: EncodedWrite): void {
    const before = write.revision > 0 ? this.cache.find(write.id) : undefined;
    if (before?.settled) {
      this.countSettled(before, -1);
      this.trails.unpack(before.pk);
    }
    this.sums.addTime(write.rollups);
    this.addVisits(key.username, write.endedVisits, 1);
    const base = before ?? this.insert(key, write);
    const pending = this.writeTime(base, write);
    const after = before ? this.update(before, write, pending) : base;
    this.cache.set({ ...after, trailEnd: this.writeTrail(after, write) });
    if (after.settled) {
      this.countSettled(after, 1);
      this.trails.pack(after.pk);
    }
  }

  private insert({ hash, username, client }: SessionKey, write: EncodedWrite): CachedSession {
    const { id, ordinal, superseded, start, last_ping: lastPing } = write;
    const spanClass = spanClassOf(start, lastPing);
    const { lastInsertRowid } = this.statements.insertSession.run(
      id,
      hash,
      ordinal,
      username,
      client,
      superseded,
      superseded,
      spanClass,
      start,
      lastPing,
      write.last_visible_ping,
      write.last_visible_path,
      write.visible_ms,
      write.accounting,
    );
    this.statements.addPerson.run(username, foldName(username));
    return {
      id,
      pk: Number(lastInsertRowid),
      username,
      start,
      lastPing,
      revision: 1,
      settled: superseded === 1,
      spanClass,
      pending: undefined,
      trailEnd: undefined,
    };
  }

  private update(
    before: CachedSession,
    write: EncodedWrite,
    pending: PendingTime | undefined,
  ): CachedSession {
    const { superseded, start, last_ping: lastPing } = write;
    const revision = write.revision + 1;
    this.statements.updateSession.run(
      revision,
      superseded,
      lastPing,
      write.last_visible_ping,
      write.last_visible_path,
      write.visible_ms,
      write.accounting,
      pending?.view,
      pending?.tab,
      pending?.slot,
      pending?.totalMs,
      pending?.ms,
      pending?.visits,
      before.pk,
    );
    // An update rewrites the indexes over the columns that it sets, so it sets span_class and settled only on change.
    const spanClass = spanClassOf(start, lastPing);
    if (spanClass !== before.spanClass) this.statements.setSpanClass.run(spanClass, before.pk);
    // A superseded session gets no more pings, so it is settled at once.
    const settled = superseded === 1;
    if (settled !== before.settled) this.statements.setSettled.run(superseded, before.pk);
    return { ...before, lastPing, revision, settled, spanClass, pending };
  }

  /** Returns the time that stays pending, and writes all other time to its tables. */
  private writeTime(session: CachedSession, write: EncodedWrite): PendingTime | undefined {
    const { changedTotals, rollups } = write;
    const mayHoldBack = write.revision > 0 && write.superseded === 0;
    const added = mayHoldBack ? timeOnOnePath(changedTotals, rollups) : undefined;
    const pending = addToPending(session.pending, added);
    if (pending) return pending;
    if (mayHoldBack && changedTotals.length === 0 && rollups.length === 0) return session.pending;
    this.writePending(session);
    for (const { view, tab, ms } of changedTotals) this.saveTotal(session.pk, view, tab, ms);
    for (const rollup of rollups) this.addUserTime(session.username, rollup);
    return added && { ...added, ms: 0, visits: 0 };
  }

  /** Writes the time that the session's row has held back. */
  private writePending({ pk, username, pending }: CachedSession): void {
    if (!pending || pending.ms === 0) return;
    this.saveTotal(pk, pending.view, pending.tab, pending.totalMs);
    this.addUserTime(username, pending);
  }

  private saveTotal(pk: number, view: string, tab: string, ms: number): void {
    this.statements.saveTotal.run(pk, this.names.idOf(view), this.names.idOf(tab), ms);
  }

  /** Returns the trail's last stretch, if it is known. */
  private writeTrail(
    { pk, trailEnd }: CachedSession,
    { trailChangedFrom, changedTrail }: EncodedWrite,
  ): StretchRow | undefined {
    if (trailChangedFrom === undefined) return trailEnd;
    const [first, ...others] = changedTrail;
    const continues = first && trailEnd && isSame(first, trailEnd);
    if (!continues) this.statements.cutTrail.run(pk, trailChangedFrom);
    for (const { begins, state, path } of continues ? others : changedTrail) {
      this.statements.addStretch.run(pk, begins, state, path);
    }
    return changedTrail.at(-1);
  }

  /**
   * Settles sessions that have been silent for longer than {@link SETTLE_AFTER_MS}, but not within
   * {@link SETTLE_EVERY_MS} after the last search. Also searches if `now` is that much earlier than at the last search.
   */
  private settleSilent(now: number): void {
    if (this.settledAt !== undefined && Math.abs(now - this.settledAt) < SETTLE_EVERY_MS) return;
    if (this.settle(now - SETTLE_AFTER_MS, MAX_SETTLING) < MAX_SETTLING) this.settledAt = now;
  }

  /** Settles sessions whose last pings are before `before`, at most `most`. Returns how many. */
  private settle(before: number, most: number): number {
    const silent = this.statements.findSilent.all(before, most) as { digits: string }[];
    for (const { digits } of silent) {
      const id = idOf(digits);
      const session = this.cache.find(id);
      if (!session) continue;
      this.writePending(session);
      this.statements.settle.run(session.pk);
      this.countSettled(session, 1);
      this.trails.pack(session.pk);
      this.cache.delete(id);
      if (most !== NO_LIMIT) this.sums.pack(session.username, before + SLOT_MS);
    }
    return silent.length;
  }

  private addVisits(username: string, rows: readonly VisitRow[], sign: 1 | -1): void {
    const signed = rows.map((row) => ({ ...row, visits: sign * row.visits, ms: sign * row.ms }));
    this.addUserVisits(username, signed);
  }

  /**
   * Adds a settled session (with 1) to the tables that have only settled sessions, or removes it from them (with -1).
   * Does the same with the visits that go on in the session. While a session is not settled, queries read these visits
   * from the session's row.
   */
  private countSettled(session: CachedSession, sessions: 1 | -1): void {
    const { accounting } = this.statements.findAccounting.get(session.pk) as Pick<SessionTable, 'accounting'>;
    this.addVisits(session.username, openVisitRows(accounting), sessions);
    this.sums.countSession(session, sessions);
  }
}

/**
 * Returns the newest ping of a batch, which serves as the clock. The last ping of a superseded session does not count,
 * because it may be from a wrong clock.
 */
const newestPing = (changes: readonly EncodedChange[]): number =>
  changes.reduce((newest, { writes }) => Math.max(newest, writes.at(-1)?.last_ping ?? 0), 0);

const isSame = (a: StretchRow, b: StretchRow): boolean =>
  a.begins === b.begins && a.state === b.state && a.path === b.path;
