import { SLOT_MS } from '@dwell/shared';
import type { Statement } from 'better-sqlite3';
import { sql } from 'kysely';
import { recentEntries } from '../../../platform/recent-entries.js';
import { bound, type Statements } from '../connection/kysely.js';
import type {
  PackTable,
  PackedUserTable,
  PathTable,
  SessionTable,
  TimeRow,
  VisitRow,
} from '../schema/tables.js';
import { SESSION_TABS } from '../schema/names.js';
import { SHORTEST_LEVEL } from '../schema/view-sums.js';
import {
  addToSums,
  ALL_PATHS,
  appendRows,
  isSumKind,
  mergedRows,
  rowKindOf,
  PACK_KINDS,
  type PackKind,
  type PackRow,
  type SumKind,
} from './columns.js';
import { HOUR_MS } from './index-sums.js';
import { packId, partOf, partStart, slotInPart } from './parts.js';
import { LONG_CLASSES, sessionRow } from './session-rows.js';

/** The most users, and the most paths, whose numbers are cached. */
const MAX_REMEMBERED = 20_000;

/**
 * A user's time is packed when a silent session of the user settles. It is also packed when the user gets time in a
 * slot that begins at least this long after `packed_until`, in milliseconds: then the time of the last half of this
 * length before that slot stays unpacked.
 */
const PACK_AFTER_MS = 24 * HOUR_MS;

type Added = Record<Exclude<PackKind, SumKind>, PackRow[]> & {
  readonly user: number;
  readonly part: number;
};

/** A settled session, with the views that it was on. */
export type PackedSession = Pick<SessionTable, 'username' | 'start' | 'last_ping' | 'span_class'> & {
  readonly views: readonly string[];
};

/** The `packed_until` of a user without packs of time and visits. */
const NOTHING_PACKED = 0;

/**
 * Keeps the packs up to date. Queries compute the sums of many users from them in a short time. Each user's time and
 * visits are in packs before the slot `packed_until`, and in user_time and user_visit from this slot on, so that most
 * pings change no pack. Other packs have copies of the settled sessions, and sums.
 */
export class Packer {
  private readonly users = recentEntries<PackedUserTable>(MAX_REMEMBERED);
  private readonly paths = recentEntries<number>(MAX_REMEMBERED);
  /** Rows that {@link flush} will write, by user and part. */
  private added = new Map<string, Added>();

  private readonly findUser: Statement<[username: string], PackedUserTable>;
  private readonly insertUser: Statement<[username: string, packedUntil: number]>;
  private readonly setPacked: Statement<[packedUntil: number, username: string]>;
  private readonly findPath: Statement<[view: string, tab: string | null], { id: number }>;
  private readonly addPath: Statement<[view: string, tab: string | null]>;
  private readonly findPack: Statement<[id: number], PackTable>;
  private readonly packsIn: Statement<[from: number, below: number], PackTable>;
  private readonly dropPacks: Statement<[from: number, below: number]>;
  private readonly setPack: Statement<[id: number, columns: Uint8Array]>;
  private readonly timesOf: Statement<[username: string, from: number, to: number], TimeRow>;
  private readonly visitsOf: Statement<[username: string, from: number, to: number], VisitRow>;
  private readonly dropTimes: Statement<[username: string, from: number, to: number]>;
  private readonly dropVisits: Statement<[username: string, from: number, to: number]>;

  constructor(private readonly statements: Statements) {
    const users = sql.table('packed_user');
    const paths = sql.table('path');
    const packs = sql.table('pack');
    const range = sql`username = ${bound()} and slot >= ${bound()} and slot < ${bound()}`;
    this.findUser = statements.prepare(
      sql`select username, number, packed_until from ${users} where username = ${bound()}`,
    );
    this.insertUser = statements.prepare(sql`insert into ${users} (username, number, packed_until)
      values (${bound()}, (select coalesce(max(number), 0) + 1 from ${users}), ${bound()})`);
    this.setPacked = statements.prepare(
      sql`update ${users} set packed_until = ${bound()} where username = ${bound()}`,
    );
    this.findPath = statements.prepare(
      sql`select id from ${paths} where view = ${bound()} and tab is ${bound()}`,
    );
    this.addPath = statements.prepare(sql`insert into ${paths} (view, tab) values (${bound()}, ${bound()})`);
    this.findPack = statements.prepare(sql`select id, columns from ${packs} where id = ${bound()}`);
    this.packsIn = statements.prepare(
      sql`select id, columns from ${packs} where id >= ${bound()} and id < ${bound()}`,
    );
    this.dropPacks = statements.prepare(sql`delete from ${packs} where id >= ${bound()} and id < ${bound()}`);
    this.setPack = statements.prepare(
      sql`insert or replace into ${packs} (id, columns) values (${bound()}, ${bound()})`,
    );
    this.timesOf = statements.prepare(
      sql`select slot, view, tab, ms, visits from ${sql.table('user_time')} where ${range}`,
    );
    this.visitsOf = statements.prepare(sql`select slot, view, tab, length_bucket, visits, ms
      from ${sql.table('user_visit')} where ${range}`);
    this.dropTimes = statements.prepare(sql`delete from ${sql.table('user_time')} where ${range}`);
    this.dropVisits = statements.prepare(sql`delete from ${sql.table('user_visit')} where ${range}`);
  }

  /**
   * Adds time to the user's packs if they have the time of this slot. Otherwise returns false: then the caller must
   * write the time to user_time. May first pack older time; see {@link PACK_AFTER_MS}.
   */
  addTime(username: string, row: TimeRow): boolean {
    const user = this.userOf(username, row.slot);
    const path = this.pathId(row);
    if (row.slot < user.packed_until) {
      const { ms, visits } = row;
      this.partOf(user, row.slot).times.push({ path, ms, visits, slot: slotInPart(row.slot) });
      return true;
    }
    const isBegun = user.packed_until > NOTHING_PACKED;
    if (isBegun && row.slot >= user.packed_until + PACK_AFTER_MS) {
      this.pack(username, row.slot - PACK_AFTER_MS / 2);
    }
    return false;
  }

  /**
   * Adds visits, as {@link addTime} adds time. If the method returns false, the caller must write them to user_visit.
   */
  addVisit(username: string, row: VisitRow): boolean {
    const user = this.userOf(username, row.slot);
    const path = this.pathId(row);
    if (row.slot >= user.packed_until) return false;
    const { ms, visits, length_bucket: extra } = row;
    this.partOf(user, row.slot).visits.push({ path, ms, visits, slot: slotInPart(row.slot), extra });
    return true;
  }

  /** Adds a new user, for whom nothing is packed until {@link packAll}. Does nothing for a known user. */
  addUnpackedUser(username: string): void {
    this.userOf(username, NOTHING_PACKED);
  }

  /**
   * Adds a session to the packs, or takes it away with the sign -1. Must be called for each session that settles, and
   * for each settled session that goes on.
   */
  noteSession({ username, start, last_ping, span_class, views }: PackedSession, sign: 1 | -1): void {
    if (LONG_CLASSES.includes(span_class)) return;
    const part = this.partOf(this.userOf(username, start - (start % SLOT_MS)), start);
    part.sessions.push(sessionRow(ALL_PATHS, start, last_ping, sign));
    for (const view of views)
      part.views.push(sessionRow(this.pathId({ view, tab: null }), start, last_ping, sign));
  }

  /** Moves the user's rows in slots before `until`, in epoch milliseconds, from their tables to the packs. */
  pack(username: string, until: number): void {
    const end = until - (until % SLOT_MS);
    const user = this.userOf(username, end);
    if (end <= user.packed_until) return;
    for (const { slot, ms, visits, ...path } of this.timesOf.all(username, user.packed_until, end)) {
      const row = { path: this.pathId(path), ms, visits, slot: slotInPart(slot) };
      this.partOf(user, slot).times.push(row);
    }
    for (const each of this.visitsOf.all(username, user.packed_until, end)) {
      if (each.visits === 0) continue;
      const { slot, ms, visits, length_bucket: extra, ...path } = each;
      const row = { path: this.pathId(path), ms, visits, slot: slotInPart(slot), extra };
      this.partOf(user, slot).visits.push(row);
    }
    this.dropTimes.run(username, user.packed_until, end);
    this.dropVisits.run(username, user.packed_until, end);
    this.setPacked.run(end, username);
    this.users.set(username, { ...user, packed_until: end });
  }

  /**
   * Packs the users who have no packs, because an older version wrote the file, or because a copy has added them. Each
   * user is a transaction.
   * @param onProgress is called after each user, with the number of users packed so far, and of all users to pack.
   */
  packAll(onProgress?: (done: number, of: number) => void): void {
    const unpacked = this.statements.all(sql<{ username: string }>`
      select username from ${sql.table('packed_user')} where packed_until = ${sql.lit(NOTHING_PACKED)}`);
    if (unpacked.length === 0) return;
    const until = this.endOfPacks();
    for (const [index, { username }] of unpacked.entries()) {
      this.statements.inTransaction(() => {
        this.pack(username, until);
        this.packSessions(username);
        this.flush();
      });
      onProgress?.(index + 1, unpacked.length);
    }
  }

  /**
   * Packs all users' time and visits until an hour before the newest slot with time, and computes all other packs
   * again. Each user is a transaction. Rows of a pack that have the same path, slot and `extra` become one row.
   */
  repackAll(): void {
    const users = this.statements.all(
      sql<{ username: string }>`select username from ${sql.table('packed_user')}`,
    );
    const until = this.endOfPacks();
    for (const { username } of users) {
      this.statements.inTransaction(() => {
        this.pack(username, until);
        this.flush();
        this.takeOut(username);
        this.packSessions(username);
        this.flush();
      });
    }
  }

  /** Returns until when {@link packAll} and {@link repackAll} pack: an hour before the newest slot with time. */
  private endOfPacks(): number {
    const newest = this.statements.first(
      sql<{
        slot: number | null;
      }>`select max(slot) * ${sql.lit(SLOT_MS)} as slot from ${sql.table('view_time')} where level = ${sql.lit(SHORTEST_LEVEL)}`,
    )?.slot;
    // Never before 1970: a user who stays at NOTHING_PACKED would be packed again at each start.
    return Math.max(SLOT_MS, (newest ?? 0) - HOUR_MS);
  }

  /** Deletes all packs of the user. Notes their rows of time and visits, so that {@link flush} writes these again. */
  private takeOut(username: string): void {
    const user = this.userOf(username, NOTHING_PACKED);
    for (const kind of PACK_KINDS) {
      const [from, below] = [packId(kind, user.number, 0), packId(kind, user.number + 1, 0)];
      if (kind === 'times' || kind === 'visits') {
        for (const { id, columns } of this.packsIn.all(from, below)) {
          this.partOf(user, partStart(id))[kind].push(...mergedRows(kind, columns));
        }
      }
      this.dropPacks.run(from, below);
    }
  }

  private packSessions(username: string): void {
    const session = sql.table('session');
    const rows = this.statements.all(sql<Omit<PackedSession, 'views'> & { views: string }>`
      select username, start, last_ping, span_class,
        (select json_group_array(distinct view) from ${SESSION_TABS} where session = pk) as views
      from ${session} where username = ${username} and settled = 1`);
    for (const row of rows) this.noteSession({ ...row, views: JSON.parse(row.views) as string[] }, 1);
  }

  /** Writes the rows that other methods have noted. Must be called before the transaction ends. */
  flush(): void {
    for (const added of this.added.values()) {
      for (const kind of PACK_KINDS) {
        const rows = added[rowKindOf(kind)];
        if (rows.length === 0) continue;
        const id = packId(kind, added.user, added.part);
        const before = this.findPack.get(id)?.columns;
        this.setPack.run(
          id,
          isSumKind(kind) ? addToSums(kind, before, rows) : appendRows(kind, before, rows),
        );
      }
    }
    this.added = new Map();
  }

  /**
   * Empties the caches, and drops the rows that are not written yet. Must be called after a transaction has failed, and
   * after other code has changed the tables.
   */
  forget(): void {
    this.users.clear();
    this.paths.clear();
    this.added = new Map();
  }

  private partOf({ number: user }: PackedUserTable, time: number): Added {
    const part = partOf(time);
    const key = `${user} ${part}`;
    const there = this.added.get(key) ?? { user, part, times: [], visits: [], sessions: [], views: [] };
    this.added.set(key, there);
    return there;
  }

  /** Returns the user's row of packed_user. Creates it for a new user, with `slot` as `packed_until`. */
  private userOf(username: string, slot: number): PackedUserTable {
    const known = this.users.get(username);
    if (known) return known;
    let user = this.findUser.get(username);
    if (!user) {
      this.insertUser.run(username, slot);
      user = this.findUser.get(username);
    }
    if (!user) throw new Error('The user was just inserted');
    this.users.set(username, user);
    return user;
  }

  /** Returns the id of a path or, with the tab null, of a view. Adds it if it is new. */
  pathId({ view, tab }: Pick<PathTable, 'view' | 'tab'>): number {
    const key = `${tab === null ? 'view' : 'path'} ${view}\0${tab}`;
    const known = this.paths.get(key);
    if (known !== undefined) return known;
    const id = this.findPath.get(view, tab)?.id ?? Number(this.addPath.run(view, tab).lastInsertRowid);
    this.paths.set(key, id);
    return id;
  }
}
