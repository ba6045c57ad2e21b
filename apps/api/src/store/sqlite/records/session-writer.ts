import type { Database } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Tables } from '../tables.js';
import { RollupSums } from './rollup-sums.js';
import type { ChangeTuple, RollupTuple, StretchTuple, WriteTuple } from './session-tuples.js';
import { spanClassOf } from './span-class.js';
import { continueStay, type Stay, stayOf } from './stay.js';
import { prepareWriterStatements, type WriterStatements } from './writer-statements.js';

/** Sessions that the writer remembers between their pings. */
const MAX_HELD = 20_000;

/** A session settles when it has been silent for so long, in milliseconds: hardly ever does a ping come after that. */
export const SETTLE_AFTER_MS = 60 * 60_000;

/** How much time passes between two looks for sessions that settle, in milliseconds. */
const SETTLE_EVERY_MS = 60_000;

/** Sessions that settle in one commit, at most: no batch has to wait long. */
const MAX_SETTLING = 500;

/** What the writer knows of a session that the store holds. Nobody else changes sessions, so it stays true. */
interface Held {
  readonly pk: number;
  readonly username: string;
  revision: number;
  settled: boolean;
  spanClass: number;
  lastPing: number;
  stay: Stay | undefined;
  /** The trail's last stretch; undefined where it is not known. */
  trailEnd: StretchTuple | undefined;
}

type HeldRow = readonly [
  pk: number,
  username: string,
  revision: number,
  settled: number,
  spanClass: number,
  lastPing: number,
  view: string | null,
  tab: string,
  slot: number,
  totalMs: number,
  ms: number,
  visits: number,
];

/**
 * Commits batches. What a ping costs is the pages that it touches, each of which goes into the log as a
 * whole; so most pings write the session's row and nothing else:
 * - The indexes over what each ping changes hold settled sessions alone, for which no ping is expected
 *   any more; the others are few enough to be read one by one.
 * - Time on the path where the session stays is kept in its row; see stay.ts.
 * - A stretch of the trail is kept without its end, so that one that goes on need not be written.
 */
export class SessionWriter {
  private readonly statements: WriterStatements;
  private readonly inTransaction: (changes: readonly ChangeTuple[]) => string[];
  private readonly held = new LRUCache<string, Held>({ max: MAX_HELD });
  private latestPing = -Infinity;
  private lastSettling = -Infinity;

  constructor(database: Database, db: Kysely<Tables>) {
    this.statements = prepareWriterStatements(database, db);
    this.inTransaction = database.transaction((changes: readonly ChangeTuple[]) =>
      this.apply(changes),
    ).immediate;
  }

  /** Gives the key hashes of the changes that were left out, because the store has moved past their revisions. */
  commit(changes: readonly ChangeTuple[]): string[] {
    try {
      return this.inTransaction(changes);
    } catch (error) {
      this.held.clear();
      throw error;
    }
  }

  private apply(changes: readonly ChangeTuple[]): string[] {
    const conflicts: string[] = [];
    const sums = new RollupSums();
    for (const change of changes) if (!this.applyChange(change, sums)) conflicts.push(change[0]);
    this.settleSilent(sums);
    this.addSums(sums);
    return conflicts;
  }

  private applyChange(change: ChangeTuple, sums: RollupSums): boolean {
    const [keyHash, username, , writes, rollups] = change;
    // Nothing is written before all of the change is known to fit, so nothing has to be undone.
    if (!writes.every((write) => this.fits(keyHash, write))) return false;
    const isOne = writes.length === 1;
    for (const write of writes) this.applyWrite(change, write, isOne ? rollups : [], sums);
    if (!isOne) for (const rollup of rollups) this.addUserTime(username, rollup);
    for (const rollup of rollups) sums.addViewTime(rollup);
    return true;
  }

  private fits(keyHash: string, [id, ordinal, revision]: WriteTuple): boolean {
    if (revision > 0) return this.find(id)?.revision === revision;
    return this.statements.findSame.get(id, keyHash, ordinal) === undefined;
  }

  private find(id: string): Held | undefined {
    const known = this.held.get(id);
    if (known) return known;
    const row = this.statements.findHeld.get(id) as HeldRow | undefined;
    if (!row) return undefined;
    const [pk, username, revision, settled, spanClass, lastPing, view, tab, slot, totalMs, ms, visits] = row;
    const held: Held = {
      pk,
      username,
      revision,
      settled: settled === 1,
      spanClass,
      lastPing,
      stay: view === null ? undefined : { view, tab, slot, totalMs, ms, visits },
      trailEnd: undefined,
    };
    this.held.set(id, held);
    return held;
  }

  private applyWrite(
    change: ChangeTuple,
    write: WriteTuple,
    rollups: readonly RollupTuple[],
    sums: RollupSums,
  ): void {
    const [id, , revision, , , lastPing] = write;
    const known = revision > 0 ? this.find(id) : undefined;
    const held = known ?? this.insert(change, write, sums);
    const stay = this.saveTime(held, write, rollups);
    if (known) this.update(held, write, stay, sums);
    this.saveTrail(held, write);
    this.latestPing = Math.max(this.latestPing, lastPing);
  }

  private insert([keyHash, username, client]: ChangeTuple, write: WriteTuple, sums: RollupSums): Held {
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
    const pk = Number(lastInsertRowid);
    const settled = superseded === 1;
    sums.addStart(start);
    if (settled) sums.addStop(lastPing, 1);
    const held = {
      pk,
      username,
      revision: 1,
      settled,
      spanClass,
      lastPing,
      stay: undefined,
      trailEnd: undefined,
    };
    this.held.set(id, held);
    return held;
  }

  private update(held: Held, write: WriteTuple, stay: Stay | undefined, sums: RollupSums): void {
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
      held.pk,
    );
    // An update rewrites the indexes over the columns that it names, so these two are named only when they change.
    const spanClass = spanClassOf(start, lastPing);
    if (spanClass !== held.spanClass) this.statements.setSpanClass.run(spanClass, held.pk);
    const settled = superseded === 1;
    if (settled !== held.settled) this.statements.setSettled.run(superseded, held.pk);
    if (held.settled) sums.addStop(held.lastPing, -1);
    if (settled) sums.addStop(lastPing, 1);
    Object.assign(held, {
      revision: revision + 1,
      settled,
      spanClass,
      lastPing,
      stay,
    } satisfies Partial<Held>);
  }

  /** Gives the stay that goes on or begins; what is of another one is written where it belongs. */
  private saveTime(held: Held, write: WriteTuple, rollups: readonly RollupTuple[]): Stay | undefined {
    const [, , revision, superseded, , , , , , , totals] = write;
    const brought = stayOf(totals, rollups);
    const isLast = superseded === 1 || revision === 0;
    const continued = isLast ? undefined : continueStay(held.stay, brought);
    if (continued) return continued;
    if (!isLast && totals.length === 0 && rollups.length === 0) return held.stay;
    this.endStay(held);
    for (const [view, tab, ms] of totals) this.statements.saveTotal.run(held.pk, view, tab, ms);
    for (const rollup of rollups) this.addUserTime(held.username, rollup);
    return brought && !isLast ? { ...brought, ms: 0, visits: 0 } : undefined;
  }

  /** Writes what its row has kept back. */
  private endStay({ pk, username, stay }: Held): void {
    if (!stay || stay.ms === 0) return;
    const { view, tab, slot, totalMs, ms, visits } = stay;
    this.statements.saveTotal.run(pk, view, tab, totalMs);
    this.addUserTime(username, [slot, view, tab, ms, visits]);
  }

  private saveTrail(held: Held, write: WriteTuple): void {
    const [, , , , , , , , , , , from, changed] = write;
    if (from === null) return;
    const { cutTrail, addStretch } = this.statements;
    const [first, ...others] = changed;
    const goesOn = first && held.trailEnd && isSame(first, held.trailEnd);
    if (!goesOn) cutTrail.run(held.pk, from);
    for (const [begins, state, path] of goesOn ? others : changed) {
      addStretch.run(held.pk, begins, state, path);
    }
    held.trailEnd = changed.at(-1);
  }

  private addUserTime(username: string, [slot, view, tab, ms, visits]: RollupTuple): void {
    this.statements.addUserTime.run(username, slot, view, tab, ms, visits);
  }

  /** Now and then, settles sessions that have been silent for long. */
  private settleSilent(sums: RollupSums): void {
    if (this.latestPing - this.lastSettling < SETTLE_EVERY_MS) return;
    const silent = this.statements.findSilent.all(this.latestPing - SETTLE_AFTER_MS, MAX_SETTLING) as [
      string,
    ][];
    for (const [id] of silent) {
      const held = this.find(id);
      if (!held) continue;
      this.endStay(held);
      this.statements.settle.run(held.pk);
      sums.addStop(held.lastPing, 1);
      this.held.delete(id);
    }
    if (silent.length < MAX_SETTLING) this.lastSettling = this.latestPing;
  }

  private addSums(sums: RollupSums): void {
    for (const [grain, slot, view, tab, ms, visits] of sums.viewTimes()) {
      this.statements.addViewTime.run(grain, slot, view, tab, ms, visits);
    }
    for (const [slot, started, stopped] of sums.sessionSlots()) {
      this.statements.addSessionSlot.run(slot, started, stopped);
    }
  }
}

const isSame = ([begins, state, path]: StretchTuple, other: StretchTuple): boolean =>
  begins === other[0] && state === other[1] && path === other[2];
