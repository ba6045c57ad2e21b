import type { Statement } from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import { bound, type Statements } from '../connection/kysely.js';
import type { SessionTable, Tables, TotalRow } from '../schema/tables.js';
import { SESSION_TABS } from '../schema/names.js';
import { Trails } from '../trails/trails.js';
import type { SessionRows } from './decode-session.js';

/** Reads the rows of single sessions. */
export class SessionReader {
  private readonly byKey: Statement<[keyHash: string], SessionTable>;
  private readonly byId: Statement<[id: string], SessionTable>;
  private readonly byPk: Statement<[pk: number], SessionTable>;
  private readonly totalsOf: Statement<[pk: number], TotalRow>;
  private readonly trails: Trails;

  constructor(db: Kysely<Tables>, statements: Statements) {
    const sessions = db.selectFrom('session').selectAll();
    this.byKey = statements.prepare(
      sessions.where('key_hash', '=', bound<string>()).orderBy('ordinal', 'desc').limit(sql.lit(1)),
    );
    this.byId = statements.prepare(sessions.where('id', '=', bound<string>()));
    this.byPk = statements.prepare(sessions.where('pk', '=', bound<number>()));
    this.totalsOf = statements.prepare(
      sql`select view, tab, ms from ${SESSION_TABS} where session = ${bound()} order by view, tab`,
    );
    this.trails = new Trails(statements);
  }

  /**
   * Returns for each key hash, in the same order, the key's latest session with its totals and its trail; undefined if
   * the key has no session.
   */
  latest(keyHashes: readonly string[]): (SessionRows | undefined)[] {
    return keyHashes.map((hash) => this.withTrail(this.byKey.get(hash)));
  }

  /** Returns the session with its totals and its trail; undefined if there is no such session. */
  find(id: string): SessionRows | undefined {
    return this.withTrail(this.byId.get(id));
  }

  /**
   * Returns the sessions with their totals, without their trails, in the order of `pks`. Leaves out sessions that do
   * not exist.
   */
  list(pks: readonly number[]): SessionRows[] {
    return pks.flatMap((pk) => {
      const session = this.byPk.get(pk);
      return session ? [{ session, totals: this.totalsOf.all(pk), trail: [] }] : [];
    });
  }

  private withTrail(session: SessionTable | undefined): SessionRows | undefined {
    return session && { session, totals: this.totalsOf.all(session.pk), trail: this.trails.read(session.pk) };
  }
}
