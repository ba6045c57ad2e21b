import { slotOf } from '@dwell/shared';
import type { Database, Statement } from 'better-sqlite3';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../tables.js';
import { RollupSums } from './rollup-sums.js';
import type { ChangeTuple, RollupTuple, WriteTuple } from './session-tuples.js';
import { spanClassOf } from './span-class.js';

/** A session that the store holds, as far as writing needs it. */
type HeldRow = readonly [pk: number, lastPing: number];

/**
 * Commits batches. Its statements are prepared once and bound by position: a batch runs some six of them
 * for each ping, where building them anew would cost more than running them.
 */
export class SessionWriter {
  private readonly statements: ReturnType<typeof prepareStatements>;
  private readonly inTransaction: (changes: readonly ChangeTuple[]) => string[];

  constructor(database: Database, db: Kysely<Tables>) {
    this.statements = prepareStatements((query) => database.prepare(query.compile(db).sql));
    this.inTransaction = database.transaction((changes: readonly ChangeTuple[]) =>
      this.apply(changes),
    ).immediate;
  }

  /** Gives the key hashes of the changes that were left out, because the store has moved past their revisions. */
  commit(changes: readonly ChangeTuple[]): string[] {
    return this.inTransaction(changes);
  }

  private apply(changes: readonly ChangeTuple[]): string[] {
    const conflicts: string[] = [];
    const sums = new RollupSums();
    for (const change of changes) if (!this.applyChange(change, sums)) conflicts.push(change[0]);
    this.addSums(sums);
    return conflicts;
  }

  private applyChange(change: ChangeTuple, sums: RollupSums): boolean {
    const [keyHash, username, , writes, rollups] = change;
    const held = writes.map((write) => this.findHeld(keyHash, write));
    // Nothing is written before all of the change is known to fit, so nothing has to be undone.
    if (held.includes('conflict')) return false;
    writes.forEach((write, index) => {
      this.applyWrite(change, write, held[index] as HeldRow | undefined, sums);
    });
    for (const rollup of rollups) this.addUserTime(username, rollup, sums);
    return true;
  }

  /** The row that a write builds on; undefined where it makes a new one. */
  private findHeld(keyHash: string, [id, ordinal, revision]: WriteTuple): HeldRow | undefined | 'conflict' {
    const { findRevision, findSame } = this.statements;
    if (revision > 0) return (findRevision.get(id, revision) as HeldRow | undefined) ?? 'conflict';
    return findSame.get(id, keyHash, ordinal) === undefined ? undefined : 'conflict';
  }

  private applyWrite(
    change: ChangeTuple,
    write: WriteTuple,
    held: HeldRow | undefined,
    sums: RollupSums,
  ): void {
    const [, , , , start, lastPing, , , , , totals, trailFrom, trail] = write;
    const { saveTotal, cutTrail, addStretch } = this.statements;
    let pk: number;
    if (held) {
      const [heldPk, heldLastPing] = held;
      pk = heldPk;
      this.update(pk, write);
      if (slotOf(heldLastPing) !== slotOf(lastPing)) sums.addStop(heldLastPing, -1);
      if (slotOf(heldLastPing) !== slotOf(lastPing)) sums.addStop(lastPing, 1);
    } else {
      pk = this.insert(change, write);
      sums.addStart(start);
      sums.addStop(lastPing, 1);
    }
    for (const [view, tab, ms] of totals) saveTotal.run(pk, view, tab, ms);
    if (trailFrom !== null) cutTrail.run(pk, trailFrom);
    for (const [begins, ends, state, path] of trail) addStretch.run(pk, begins, ends, state, path);
  }

  private insert([keyHash, username, client]: ChangeTuple, write: WriteTuple): number {
    const [id, ordinal, , superseded, start, lastPing, lastVisible, lastPath, visibleMs, accounting] = write;
    const { lastInsertRowid } = this.statements.insertSession.run(
      id,
      keyHash,
      ordinal,
      username,
      client,
      superseded,
      spanClassOf(start, lastPing),
      start,
      lastPing,
      lastVisible,
      lastPath,
      visibleMs,
      accounting,
    );
    return Number(lastInsertRowid);
  }

  private update(pk: number, write: WriteTuple): void {
    const [, , , superseded, start, lastPing, lastVisible, lastPath, visibleMs, accounting] = write;
    this.statements.updateSession.run(
      superseded,
      spanClassOf(start, lastPing),
      lastPing,
      lastVisible,
      lastPath,
      visibleMs,
      accounting,
      pk,
    );
  }

  private addUserTime(username: string, rollup: RollupTuple, sums: RollupSums): void {
    const [slot, view, tab, ms, visits] = rollup;
    this.statements.addUserTime.run(username, slot, view, tab, ms, visits);
    sums.addViewTime(rollup);
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

const prepareStatements = (prepare: (query: RawBuilder<unknown>) => Statement<unknown[]>) => {
  const session = sql.table('session');
  const addTime = sql`do update set ms = ms + excluded.ms, visits = visits + excluded.visits`;
  return {
    findRevision: prepare(sql`select pk, last_ping from ${session} where id = ? and revision = ?`).raw(),
    findSame: prepare(
      sql`select 1 from ${session} where id = ? union all select 1 from ${session} where key_hash = ? and ordinal = ?`,
    ),
    insertSession: prepare(
      sql`insert into ${session} (
        id, key_hash, ordinal, username, client, revision, superseded, span_class,
        start, last_ping, last_visible_ping, last_visible_path, visible_ms, accounting
      ) values (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    updateSession: prepare(
      sql`update ${session} set
        revision = revision + 1, superseded = ?, span_class = ?,
        last_ping = ?, last_visible_ping = ?, last_visible_path = ?, visible_ms = ?, accounting = ?
      where pk = ?`,
    ),
    saveTotal: prepare(
      sql`insert into ${sql.table('session_tab')} (session, view, tab, ms) values (?, ?, ?, ?)
      on conflict (session, view, tab) do update set ms = excluded.ms`,
    ),
    cutTrail: prepare(sql`delete from ${sql.table('session_trail')} where session = ? and begins >= ?`),
    addStretch: prepare(
      sql`insert into ${sql.table('session_trail')} (session, begins, ends, state, path) values (?, ?, ?, ?, ?)`,
    ),
    addUserTime: prepare(
      sql`insert into ${sql.table('user_time')} (username, slot, view, tab, ms, visits) values (?, ?, ?, ?, ?, ?)
      on conflict (username, slot, view, tab) ${addTime}`,
    ),
    addViewTime: prepare(
      sql`insert into ${sql.table('view_time')} (grain, slot, view, tab, ms, visits) values (?, ?, ?, ?, ?, ?)
      on conflict (grain, slot, view, tab) ${addTime}`,
    ),
    addSessionSlot: prepare(
      sql`insert into ${sql.table('session_slot')} (slot, started, stopped) values (?, ?, ?)
      on conflict (slot) do update set started = started + excluded.started, stopped = stopped + excluded.stopped`,
    ),
  };
};
