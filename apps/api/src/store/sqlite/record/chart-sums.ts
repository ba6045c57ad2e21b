import { slotOf } from '@dwell/shared';
import type { Database } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { minutesIn } from '../../model/whole-minutes.js';
import { Statements } from '../connection/kysely.js';
import { Packer } from '../packs/packer.js';
import { partOf } from '../packs/parts.js';
import type { Tables, TimeRow, VisitRow } from '../schema/tables.js';
import { ViewSums } from './rollups.js';
import type { CachedSession } from './session-cache.js';
import type { WriterStatements } from './statements.js';

/**
 * Keeps what charts and lists by view read instead of the sessions: sums over all users, counts of sessions, the
 * sessions of each view, and packs.
 */
export interface Sums {
  /** Adds the time of one write to the sums over all users, including time that stays pending. */
  addTime(rows: readonly TimeRow[]): void;
  /** Must be called before a user's time or visits are written. */
  addUser(username: string): void;
  /** Must be called for each row of time that is written for a user. */
  noteUserTime(row: TimeRow): void;
  /** Must be called for each row of visits that is written for a user. */
  noteUserVisit(row: VisitRow): void;
  /** Must be called with 1 for each session that settles, and with -1 for each settled session that goes on. */
  countSession(session: CachedSession, sign: 1 | -1): void;
  /** Packs the user's time and visits before `until`, in epoch milliseconds. */
  pack(username: string, until: number): void;
  /** Writes all that was added. Must be called before the transaction ends. */
  write(): void;
}

/** Adds a settled session's rows to session_view and to its two other orders, or removes them. */
const writeViews = (statements: WriterStatements, pk: number, sign: 1 | -1): void => {
  const { addSessionViews, addViewsByStart, addViewsByLastPing } = statements;
  const { dropSessionViews, dropViewsByStart, dropViewsByLastPing } = statements;
  const all =
    sign === 1
      ? [addSessionViews, addViewsByStart, addViewsByLastPing]
      : [dropSessionViews, dropViewsByStart, dropViewsByLastPing];
  for (const statement of all) statement.run(pk);
};

/** Changes no sums. Serves for writes of many records, after which all sums are computed again. */
export class UnchangedSums implements Sums {
  constructor(
    private readonly packer: Packer,
    private readonly statements: WriterStatements,
  ) {}

  addTime(): void {
    // view_time is computed later.
  }

  /** Leaves the user's time unpacked, because it comes in no order. All of it is packed at the end. */
  addUser(username: string): void {
    this.packer.addUnpackedUser(username);
  }

  noteUserTime(): void {
    // view_time is computed later.
  }

  noteUserVisit(): void {
    // view_visit is computed later.
  }

  countSession({ pk, username }: CachedSession, sign: 1 | -1): void {
    this.addUser(username);
    // Removes the session's rows by view: when the session settles again, it may add rows with the same keys.
    if (sign === -1) writeViews(this.statements, pk, sign);
  }

  pack(): void {
    // All users are packed later.
  }

  write(): void {
    // The packs may get time of users who have packs.
    this.packer.flush();
  }
}

/** Keeps the sums up to date when sessions change. */
export class ChartSums implements Sums {
  readonly packer: Packer;
  /** What the current batch adds to the sums over all users. */
  private views = new ViewSums();
  /** The parts of time in which the current batch changes time or visits. */
  private changedParts = new Set<number>();

  constructor(
    database: Database,
    db: Kysely<Tables>,
    private readonly statements: WriterStatements,
  ) {
    this.packer = new Packer(new Statements(database, db));
  }

  addTime(rows: readonly TimeRow[]): void {
    for (const row of rows) {
      this.views.addTime(this.packer.pathId(row), row);
      this.changedParts.add(partOf(row.slot));
    }
  }

  addUser(): void {
    // The packer adds new users itself.
  }

  noteUserTime(row: TimeRow): void {
    this.changedParts.add(partOf(row.slot));
  }

  noteUserVisit(row: VisitRow): void {
    this.views.addVisits(this.packer.pathId(row), row);
    this.changedParts.add(partOf(row.slot));
  }

  countSession({ pk, username, start, lastPing, spanClass }: CachedSession, sign: 1 | -1): void {
    const { statements } = this;
    const views = (statements.findViews.all(pk) as Pick<TimeRow, 'view'>[]).map(({ view }) => view);
    this.packer.noteSession({ username, start, last_ping: lastPing, span_class: spanClass, views }, sign);
    const minutes = minutesIn(start, lastPing);
    if (minutes) {
      statements.addSessionMinute.run(minutes.first, sign, 0);
      statements.addSessionMinute.run(minutes.last, 0, sign);
    }
    writeViews(statements, pk, sign);
    const [started, stopped] = [slotOf(start), slotOf(lastPing)];
    if (started === stopped) {
      statements.addSessionSlot.run(started, sign, sign, pk);
      return;
    }
    statements.addSessionSlot.run(started, sign, 0, pk);
    statements.addSessionSlot.run(stopped, 0, sign, pk);
  }

  pack(username: string, until: number): void {
    this.packer.pack(username, until);
  }

  write(): void {
    for (const { level, slot, path, ms, visits } of this.views.timeRows()) {
      this.statements.addViewTime.run(level, slot, path, ms, visits);
    }
    for (const { level, slot, path, length_bucket, ms, visits } of this.views.visitRows()) {
      this.statements.addViewVisit.run(level, slot, path, length_bucket, ms, visits);
    }
    for (const part of this.changedParts) this.statements.addRevision.run(part);
    this.views = new ViewSums();
    this.changedParts.clear();
    this.packer.flush();
  }

  /** Drops what was added and is not written yet. Must be called after a transaction has failed. */
  forget(): void {
    this.views = new ViewSums();
    this.changedParts.clear();
    this.packer.forget();
  }
}
