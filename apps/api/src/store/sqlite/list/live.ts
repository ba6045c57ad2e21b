import { type Kysely, sql } from 'kysely';
import { type Statements, valuesOf } from '../connection/kysely.js';
import { SESSION_DIGITS } from '../schema/session-bytes.js';
import { SPAN_CLASSES } from '../schema/span-class.js';
import type { Tables } from '../schema/tables.js';
import { LIVE_COLUMNS, type LiveRow } from './decode-session.js';
import { union } from './parts.js';

/**
 * Selects the row numbers of all sessions whose last ping came after `after`. Sessions that are not settled are
 * selected too, whenever their last ping came.
 */
export const recentRows = (db: Kysely<Tables>, after: number) => {
  const sessions = db.selectFrom('session').select('pk');
  const byClass = SPAN_CLASSES.map((spanClass) =>
    sessions
      .where('settled', '=', sql.lit(1))
      .where('span_class', '=', sql.lit(spanClass))
      .where('last_ping', '>', after),
  );
  return union([...byClass, sessions.where('settled', '=', sql.lit(0))]);
};

/** Reads live sessions: their row numbers first, and then the rows. */
export class LiveReader {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly statements: Statements,
  ) {}

  /** Returns the row numbers of the sessions that are not superseded and whose last ping came after `after`. */
  recent(after: number): number[] {
    const rows = this.db
      .selectFrom('session')
      .select('pk')
      .where('pk', 'in', recentRows(this.db, after))
      .where('superseded', '=', sql.lit(0))
      .where(sql<number>`+last_ping`, '>', after);
    return this.statements.all(rows).map(({ pk }) => pk);
  }

  /** Returns the rows with these numbers. Leaves out sessions that do not exist. */
  rows(pks: readonly number[]): LiveRow[] {
    const rows = this.db
      .selectFrom('session')
      .select([...SESSION_DIGITS, ...LIVE_COLUMNS])
      .where('pk', 'in', valuesOf(pks));
    return this.statements.all(rows);
  }
}
