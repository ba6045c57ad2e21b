import { slotOf } from '@dwell/shared';
import type { Database } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { Tables } from '../schema/tables.js';
import { type Held, HeldSessions } from './held-sessions.js';
import type { ChangeTuple, RollupTuple, StretchTuple, WriteTuple } from './encode-session.js';
import { spanClassOf } from '../schema/span-class.js';
import { continueStay, type Stay, stayOf } from './pending-time.js';
import { ViewTimeSums } from './rollups.js';
import { prepareWriterStatements, type WriterStatements } from './statements.js';

/** A session settles when it has been silent for so long, in milliseconds: hardly ever does a ping come after that. */
export const SETTLE_AFTER_MS = 60 * 60_000;

/** How much time passes between two looks for sessions that settle, in milliseconds. */
const SETTLE_EVERY_MS = 60_000;

/** Sessions that settle in one commit, at most: no batch has to wait long. */
const MAX_SETTLING = 500;

/**
 * Commits batches. What a ping costs is the pages that it touches, each of which goes into the log as a
 * whole; so most pings write the session's row and nothing else:
 * - The index over what each ping changes, and the counts of sessions, have settled sessions alone, for
 *   which no ping is expected any more; the others are few enough to be read one by one.
 * - Time on the path where the session stays is kept in its row; see pending-time.ts.
 * - A stretch of the trail is kept without its end, so that one that goes on need not be written.
 */
export class SessionWriter {
  private readonly statements: WriterStatements;
  private readonly held: HeldSessions;
  private readonly inTransaction: (changes: readonly ChangeTuple[]) => string[];
  private latestPing = -Infinity;
  private lastSettling = -Infinity;

  constructor(database: Database, db: Kysely<Tables>) {
    this.statements = prepareWriterStatements(database, db);
    this.held = new HeldSessions(this.statements);
    this.inTransaction = database.transaction((changes: readonly ChangeTuple[]) =>
      this.apply(changes),
    ).immediate;
  }

  /** Gives the key hashes of the changes that were left out, because the store has moved past their revisions. */
  commit(changes: readonly ChangeTuple[]): string[] {
    try {
      return this.inTransaction(changes);
    } catch (error) {
      this.held.forgetAll();
      throw error;
    }
  }

  /** Must be called after anything else changed sessions. */
  forgetAll(): void {
    this.held.forgetAll();
  }

  private apply(changes: readonly ChangeTuple[]): string[] {
    const conflicts: string[] = [];
    const sums = new ViewTimeSums();
    for (const change of changes) {
      if (this.applyChange(change)) sums.add(change);
      else conflicts.push(change[0]);
    }
    for (const [grain, slot, view, tab, ms, visits] of sums) {
      this.statements.addViewTime.run(grain, slot, view, tab, ms, visits);
    }
    this.settleSilent();
    return conflicts;
  }

  private applyChange(change: ChangeTuple): boolean {
    const [keyHash, , , writes] = change;
    // Nothing is written before all of the change is known to fit, so nothing has to be undone.
    if (!writes.every((write) => this.fits(keyHash, write))) return false;
    for (const write of writes) this.applyWrite(change, write);
    return true;
  }

  private fits(keyHash: string, [id, ordinal, revision]: WriteTuple): boolean {
    if (revision > 0) return this.held.find(id)?.revision === revision;
    return this.statements.findSame.get(id, keyHash, ordinal) === undefined;
  }

  private applyWrite(change: ChangeTuple, write: WriteTuple): void {
    const [id, , revision, , , lastPing] = write;
    const before = revision > 0 ? this.held.find(id) : undefined;
    if (before?.settled) this.countSettled(before, -1);
    const base = before ?? this.insert(change, write);
    const stay = this.saveTime(base, write);
    const after = before ? this.update(before, write, stay) : base;
    this.held.remember({ ...after, trailEnd: this.saveTrail(after, write) });
    if (after.settled) this.countSettled(after, 1);
    this.latestPing = Math.max(this.latestPing, lastPing);
  }

  private insert([keyHash, username, client]: ChangeTuple, write: WriteTuple): Held {
    const [id, ordinal, , superseded, start, lastPing, lastVisible, lastPath, visibleMs, accounting] = write;
    const spanClass = spanClassOf(start, lastPing);
    const { lastInsertRowid } = this.statements.insertSession.run(
      id,
      keyHash,
      ordinal,
      username,
      client,
      superseded,
      superseded,
      spanClass,
      start,
      lastPing,
      lastVisible,
      lastPath,
      visibleMs,
      accounting,
    );
    return {
      id,
      pk: Number(lastInsertRowid),
      username,
      start,
      lastPing,
      revision: 1,
      settled: superseded === 1,
      spanClass,
      stay: undefined,
      trailEnd: undefined,
    };
  }

  private update(before: Held, write: WriteTuple, stay: Stay | undefined): Held {
    const [, , revision, superseded, start, lastPing, lastVisible, lastPath, visibleMs, accounting] = write;
    this.statements.updateSession.run(
      revision + 1,
      superseded,
      lastPing,
      lastVisible,
      lastPath,
      visibleMs,
      accounting,
      stay?.view,
      stay?.tab,
      stay?.slot,
      stay?.totalMs,
      stay?.ms,
      stay?.visits,
      before.pk,
    );
    // An update rewrites the indexes over the columns that it names, so these two are named only when they change.
    const spanClass = spanClassOf(start, lastPing);
    if (spanClass !== before.spanClass) this.statements.setSpanClass.run(spanClass, before.pk);
    // A superseded session gets no more pings.
    const settled = superseded === 1;
    if (settled !== before.settled) this.statements.setSettled.run(superseded, before.pk);
    return { ...before, lastPing, revision: revision + 1, settled, spanClass, stay };
  }

  /** Gives the stay that goes on or begins; all other time is written where it belongs. */
  private saveTime(held: Held, write: WriteTuple): Stay | undefined {
    const [, , revision, superseded, , , , , , , totals, , , rollups] = write;
    const canStay = revision > 0 && superseded === 0;
    const brought = canStay ? stayOf(totals, rollups) : undefined;
    const continued = continueStay(held.stay, brought);
    if (continued) return continued;
    if (canStay && totals.length === 0 && rollups.length === 0) return held.stay;
    this.endStay(held);
    for (const [view, tab, ms] of totals) this.statements.saveTotal.run(held.pk, view, tab, ms);
    for (const rollup of rollups) this.addUserTime(held.username, rollup);
    return brought && { ...brought, ms: 0, visits: 0 };
  }

  /** Writes what the session's row has kept back. */
  private endStay({ pk, username, stay }: Held): void {
    if (!stay || stay.ms === 0) return;
    const { view, tab, slot, totalMs, ms, visits } = stay;
    this.statements.saveTotal.run(pk, view, tab, totalMs);
    this.addUserTime(username, [slot, view, tab, ms, visits]);
  }

  /** Gives the trail's last stretch, as far as it is known. */
  private saveTrail({ pk, trailEnd }: Held, write: WriteTuple): StretchTuple | undefined {
    const [, , , , , , , , , , , from, changed] = write;
    if (from === null) return trailEnd;
    const [first, ...others] = changed;
    const goesOn = first && trailEnd && isSame(first, trailEnd);
    if (!goesOn) this.statements.cutTrail.run(pk, from);
    for (const [begins, state, path] of goesOn ? others : changed) {
      this.statements.addStretch.run(pk, begins, state, path);
    }
    return changed.at(-1);
  }

  addUserTime(username: string, [slot, view, tab, ms, visits]: RollupTuple): void {
    this.statements.addUserTime.run(username, slot, view, tab, ms, visits);
  }

  /** Now and then, settles sessions that have been silent for long. */
  private settleSilent(): void {
    if (this.latestPing - this.lastSettling < SETTLE_EVERY_MS) return;
    const silent = this.statements.findSilent.all(this.latestPing - SETTLE_AFTER_MS, MAX_SETTLING);
    for (const [id] of silent as [string][]) {
      const held = this.held.find(id);
      if (!held) continue;
      this.endStay(held);
      this.statements.settle.run(held.pk);
      this.countSettled(held, 1);
      this.held.forget(held);
    }
    if (silent.length < MAX_SETTLING) this.lastSettling = this.latestPing;
  }

  private countSettled({ pk, start, lastPing }: Held, sessions: 1 | -1): void {
    this.statements.addSessionSlot.run(slotOf(start), sessions, 0, pk);
    this.statements.addSessionSlot.run(slotOf(lastPing), 0, sessions, pk);
  }
}

const isSame = ([begins, state, path]: StretchTuple, other: StretchTuple): boolean =>
  begins === other[0] && state === other[1] && path === other[2];
