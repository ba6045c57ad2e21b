import { SLOT_MS } from '@dwell/shared';
import type { Statement } from 'better-sqlite3';
import { sql } from 'kysely';
import type { SlotWindow } from '../../ports/session-store.js';
import { bound, type Statements, valuesOf } from '../connection/kysely.js';
import { openVisitRows } from '../schema/visit-rows.js';
import type { PackedUserTable, TimeRow, UserTimeTable, UserVisitTable, VisitRow } from '../schema/tables.js';
import {
  appendRows,
  type Columns,
  decodeColumns,
  isSumKind,
  type PackKind,
  type PackRow,
  rowsInSlots,
  rowKindOf,
} from './columns.js';
import { packId, PART_MS, partOf, partStart, slotInPart } from './parts.js';
import { PathIndex } from './path-index.js';

/** Selects users: those of `usernames`, or without it all users except those of `notUsernames`. */
export interface Users {
  readonly usernames?: readonly string[];
  readonly notUsernames?: readonly string[];
}

/** Some rows of one user: time or visits in a window, or settled sessions that may overlap it. */
export interface Batch {
  readonly username: string;
  readonly columns: Columns;
  /** When slot 0 of the columns begins (or minute 0, for sessions), in epoch milliseconds. */
  readonly start: number;
}

/** The kinds of packs whose rows are in a table until they are packed. Sessions are packed at once when they settle. */
type RowKind = 'times' | 'visits';

/**
 * Reads users' time and visits: from the packs, from the tables if they are not packed yet, and from the rows of
 * sessions that are not settled. Reads settled sessions from the packs, which leave out those of LONG_CLASSES.
 */
export class PackReader {
  readonly paths: PathIndex;
  private readonly packs: Statement<[from: number, to: number], [number, Uint8Array]>;
  private readonly somePack: Statement<[from: number, to: number]>;
  private readonly rows: Record<RowKind, Statement<[username: string, from: number, to: number]>>;

  constructor(private readonly statements: Statements) {
    this.paths = new PathIndex(statements);
    this.packs = statements
      .prepare<[number, number], [number, Uint8Array]>(
        sql`select id, columns from ${sql.table('pack')} where id >= ${bound()} and id <= ${bound()}`,
      )
      .raw();
    this.somePack = statements.prepare(sql`
      select 1 from ${sql.table('pack')}
      where id >= ${bound()} and id <= ${bound()} and length(columns) > 0 limit 1`);
    const range = sql`username = ${bound()} and slot >= ${bound()} and slot < ${bound()}`;
    this.rows = {
      times: statements.prepare(
        sql`select slot, view, tab, ms, visits from ${sql.table('user_time')} where ${range}`,
      ),
      visits: statements.prepare(
        sql`select slot, view, tab, length_bucket, visits, ms from ${sql.table('user_visit')} where ${range}`,
      ),
    };
  }

  /**
   * Yields the rows of a kind that the users have in the window. For the kinds `sessions` and `views`, yields all rows
   * of the parts of time that the window touches, and of the part before. So the caller must leave out the sessions
   * that do not overlap the window. In batches of sums, only the time, the visits and the column by which the kind sums
   * have a meaning: the path, the slot or the bucket of lengths. Must run within one transaction.
   */
  *batches(kind: PackKind, users: Users, window: SlotWindow): Generator<Batch, void> {
    this.paths.refresh();
    const waiting = this.waiting(rowKindOf(kind), window);
    for (const user of this.find(users)) {
      yield* this.storedOf(user, kind, window);
      yield* this.rowBatches(kind, user.username, waiting.get(user.username) ?? []);
    }
  }

  /** Yields those of {@link batches} that are in packs and in the tables of users' time and visits. */
  *stored(kind: PackKind, users: Users, window: SlotWindow): Generator<Batch, void> {
    this.paths.refresh();
    for (const user of this.find(users)) yield* this.storedOf(user, kind, window);
  }

  /** Yields those of {@link batches} that are only in the rows of sessions. */
  *unstored(kind: PackKind, users: Users, window: SlotWindow): Generator<Batch, void> {
    this.paths.refresh();
    const isAsked = this.selection(users);
    for (const [username, rows] of this.waiting(rowKindOf(kind), window)) {
      if (isAsked(username)) yield* this.rowBatches(kind, username, rows);
    }
  }

  /**
   * Counts the users who have time in the window, on `view` if it is given. One row of a user is enough, so few packs
   * are read. Sessions' rows with pending time are not read: a user with pending time on a path in a slot has other
   * time there too (see pending-time.ts).
   */
  countUsers(users: Users, window: SlotWindow, view: string | undefined): number {
    this.paths.refresh();
    const mask = this.paths.mask(view);
    const kind = view === undefined ? 'slotSums' : 'timeSums';
    // Read only for a user without packed time on the view in a whole part. Then only packs at the edges can have some.
    const atEdges = rangesOf(kind, window).filter((range) => range.kind !== 'timeSums');
    return this.find(users).filter((user) => {
      const isInWholePart =
        view === undefined ? this.hasWholePart(user, window) : this.wasOn(mask, user, window);
      if (isInWholePart) return true;
      for (const { columns } of this.storedOf(user, kind, window, atEdges)) {
        if (columns.paths.some((path) => mask[path] === 1)) return true;
      }
      return false;
    }).length;
  }

  /** Returns whether the user has packed time in a part of time that the window contains. Decodes no pack. */
  private hasWholePart({ number }: PackedUserTable, { from, to }: SlotWindow): boolean {
    const [first, last] = wholePartsIn({ from, to });
    return (
      this.somePack.get(packId('slotSums', number, first), packId('slotSums', number, last)) !== undefined
    );
  }

  /**
   * Returns whether the user has packed time on a path of the mask, in a part of time that the window contains. Begins
   * with the latest part, because most users have time there.
   */
  private wasOn(mask: Uint8Array, { number }: PackedUserTable, window: SlotWindow): boolean {
    const [first, last] = wholePartsIn(window);
    for (let part = last; part >= first; part--) {
      const id = packId('timeSums', number, part);
      const [found] = this.packs.all(id, id);
      if (found && decodeColumns('timeSums', found[1]).paths.some((path) => mask[path] === 1)) return true;
    }
    return false;
  }

  private *storedOf(
    { username, number, packed_until }: PackedUserTable,
    kind: PackKind,
    window: SlotWindow,
    ranges: readonly PackRange[] = rangesOf(kind, window),
  ): Generator<Batch, void> {
    const { from, to } = window;
    const rowKind = rowKindOf(kind);
    const table = rowKind === 'sessions' || rowKind === 'views' ? undefined : this.rows[rowKind];
    for (const { kind: packed, first, last } of from < packed_until || !table ? ranges : []) {
      const hasSlots = packed === 'times' || packed === 'visits' || packed === 'slotSums';
      for (const [id, blob] of this.packs.all(packId(packed, number, first), packId(packed, number, last))) {
        const columns = decodeColumns(packed, blob);
        const start = partStart(id);
        yield { username, start, columns: hasSlots ? rowsInWindow(columns, start, window) : columns };
      }
    }
    if (!table || to <= packed_until) return;
    const rows = table.all(username, Math.max(from, packed_until), to) as (TimeRow | VisitRow)[];
    yield* this.rowBatches(kind, username, rows);
  }

  private *rowBatches(
    kind: PackKind,
    username: string,
    rows: readonly (TimeRow | VisitRow)[],
  ): Generator<Batch, void> {
    for (const [part, ofPart] of this.byPart(rows)) {
      const columns = decodeColumns(kind, appendRows(kind, undefined, ofPart));
      yield { username, start: part * PART_MS, columns };
    }
  }

  /**
   * Returns by user the time or visits that only the rows of sessions have so far: pending time, or visits that go on.
   */
  private waiting(kind: PackKind, window: SlotWindow): ReadonlyMap<string, readonly (TimeRow | VisitRow)[]> {
    if (kind === 'times') return this.pending(window);
    return kind === 'visits' ? Map.groupBy(this.openVisits(window), ({ username }) => username) : new Map();
  }

  private find(users: Users): PackedUserTable[] {
    const table = sql.table('packed_user');
    const columns = sql`username, number, packed_until`;
    if (!users.usernames) {
      const isAsked = this.selection(users);
      return this.statements
        .all(sql<PackedUserTable>`select ${columns} from ${table}`)
        .filter(({ username }) => isAsked(username));
    }
    return this.statements.all(sql<PackedUserTable>`
      select ${columns} from ${table}
      where username in ${valuesOf(users.usernames)}`);
  }

  private selection({ usernames, notUsernames }: Users): (username: string) => boolean {
    const named = new Set(usernames ?? notUsernames);
    return (username) => named.has(username) === (usernames !== undefined);
  }

  /** Returns the pending time that counts in the window, by user; see pending-time.ts. */
  private pending({ from, to }: SlotWindow): Map<string, TimeRow[]> {
    const rows = this.statements.all(sql<UserTimeTable>`
      select username, stay_slot as slot, stay_view as view, stay_tab as tab, stay_ms as ms, stay_visits as visits
      from ${sql.table('session')}
      where settled = 0 and stay_slot >= ${from} and stay_slot < ${to} and stay_ms > 0`);
    return Map.groupBy(rows, ({ username }) => username);
  }

  /** Returns the visits that go on in sessions that are not settled, and that count in the window. */
  openVisits({ from, to }: SlotWindow): UserVisitTable[] {
    const sessions = this.statements.all(sql<{ username: string; accounting: string }>`
      select username, accounting from ${sql.table('session')}
      where settled = 0 and last_ping >= ${from} and +start < ${to}`);
    return sessions.flatMap(({ username, accounting }) =>
      openVisitRows(accounting)
        .filter(({ slot }) => slot >= from && slot < to)
        .map((row) => ({ ...row, username })),
    );
  }

  private byPart(rows: readonly (TimeRow | VisitRow)[]): Map<number, PackRow[]> {
    const parts = new Map<number, PackRow[]>();
    for (const row of rows) {
      const part = partOf(row.slot);
      const inPart = parts.get(part) ?? [];
      parts.set(part, inPart);
      inPart.push({
        path: this.paths.idOf(row),
        ms: row.ms,
        visits: row.visits,
        slot: slotInPart(row.slot),
        extra: 'length_bucket' in row ? row.length_bucket : undefined,
      });
    }
    return parts;
  }
}

/** The packs of one kind for the parts of time from the number `first` to the number `last`. */
interface PackRange {
  readonly kind: PackKind;
  readonly first: number;
  readonly last: number;
}

/** Returns the packs that may have rows in the window. */
const rangesOf = (kind: PackKind, { from, to }: SlotWindow): PackRange[] => {
  const [first, last] = [partOf(from), partOf(Math.max(from, to - 1))];
  // A session that overlaps the window may have started in the part before the window's first part.
  if (kind === 'sessions' || kind === 'views') return [{ kind, first: first - 1, last }];
  if (!isSumKind(kind) || kind === 'slotSums') return [{ kind, first, last }];
  // The window may contain only some slots of its first and its last part. For these parts, `times` or `visits` is
  // read, because their rows have slots.
  const [firstWhole, lastWhole] = wholePartsIn({ from, to });
  const rows = rowKindOf(kind);
  if (firstWhole > lastWhole) return [{ kind: rows, first, last }];
  const ranges: PackRange[] = [
    { kind: rows, first, last: firstWhole - 1 },
    { kind, first: firstWhole, last: lastWhole },
    { kind: rows, first: lastWhole + 1, last },
  ];
  return ranges.filter(({ first, last }) => first <= last);
};

/** Returns the numbers of the first and the last part that the window contains. If there is none, first > last. */
const wholePartsIn = ({ from, to }: SlotWindow): readonly [first: number, last: number] => [
  Math.ceil(from / PART_MS),
  partOf(to) - 1,
];

/** Returns the rows whose slots are in the window. The columns are those of the part that begins at `start`. */
const rowsInWindow = (columns: Columns, start: number, { from, to }: SlotWindow): Columns =>
  from <= start && start + PART_MS <= to
    ? columns
    : rowsInSlots(columns, (from - start) / SLOT_MS, (to - start) / SLOT_MS);
