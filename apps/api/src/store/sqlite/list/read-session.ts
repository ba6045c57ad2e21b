import type { Statement } from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import { compareCodePoints } from '../../model/code-point-order.js';
import { bound, type Statements } from '../connection/kysely.js';
import { hasKey, idBytes, idOf, SESSION_DIGITS } from '../schema/session-bytes.js';
import type { SessionTabTable, Tables, TotalRow } from '../schema/tables.js';
import { Trails } from '../trails/trails.js';
import { NameIndex } from './name-index.js';
import { READ_COLUMNS, type ReadRow, type SessionRows } from './decode-session.js';

/** Reads sessions by key, by id or by row number. */
export class SessionReader {
  private readonly byKey: Statement<[keyHash: string], ReadRow>;
  private readonly byId: Statement<[id: string], ReadRow>;
  private readonly byPk: Statement<[pk: number], ReadRow>;
  private readonly tabsOf: Statement<[pk: number], Omit<SessionTabTable, 'session'>>;
  private readonly names: NameIndex;
  private readonly trails: Trails;

  constructor(db: Kysely<Tables>, statements: Statements) {
    const sessions = db.selectFrom('session').select([...SESSION_DIGITS, ...READ_COLUMNS]);
    this.byKey = statements.prepare(
      sessions.where(hasKey(bound())).orderBy('ordinal', 'desc').limit(sql.lit(1)),
    );
    this.byId = statements.prepare(sessions.where('id', '=', idBytes(bound())));
    this.byPk = statements.prepare(sessions.where('pk', '=', bound<number>()));
    this.tabsOf = statements.prepare(
      db.selectFrom('session_tab').select(['view', 'tab', 'ms']).where('session', '=', bound<number>()),
    );
    this.names = new NameIndex(statements);
    this.trails = new Trails(statements);
  }

  /**
   * Returns for each key hash, in the same order, the key's latest session with its totals and its trail; undefined if
   * the key has no session.
   */
  latest(keyHashes: readonly string[]): (SessionRows | undefined)[] {
    return keyHashes.map((hash) => this.withTrail(this.byKey.get(hash)));
  }

  /** Returns the session in this row with its totals and its trail; undefined if there is no such row. */
  row(pk: number): SessionRows | undefined {
    return this.withTrail(this.byPk.get(pk));
  }

  /** Returns the session with its totals and its trail; undefined if there is no such session. */
  find(id: string): SessionRows | undefined {
    const session = this.byId.get(id);
    // The bytes of an id can be written in several ways, and only one of them is the id.
    return this.withTrail(session && idOf(session.id) === id ? session : undefined);
  }

  /**
   * Returns the sessions with their totals, without their trails, in the order of `pks`. Leaves out sessions that do
   * not exist.
   */
  list(pks: readonly number[]): SessionRows[] {
    return pks.flatMap((pk) => {
      const session = this.byPk.get(pk);
      return session ? [{ session, totals: this.totalsOf(pk), trail: [] }] : [];
    });
  }

  /** Returns the session's totals in the order of views and tabs. */
  private totalsOf(pk: number): TotalRow[] {
    return this.tabsOf
      .all(pk)
      .map(({ view, tab, ms }) => ({ view: this.names.get(view), tab: this.names.get(tab), ms }))
      .sort((a, b) => compareCodePoints(a.view, b.view) || compareCodePoints(a.tab, b.tab));
  }

  private withTrail(session: ReadRow | undefined): SessionRows | undefined {
    return session && { session, totals: this.totalsOf(session.pk), trail: this.trails.read(session.pk) };
  }
}
