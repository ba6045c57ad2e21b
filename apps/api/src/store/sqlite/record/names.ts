import type { Statement } from 'better-sqlite3';
import { sql } from 'kysely';
import { recentEntries } from '../../../platform/recent-entries.js';
import { bound, type Statements } from '../connection/kysely.js';

/** The most names whose numbers are cached. */
const MAX_REMEMBERED = 20_000;

/** Gives views and tabs the numbers that stand for them in session_tab and session_view. */
export class Names {
  private readonly known = recentEntries<number>(MAX_REMEMBERED);
  private readonly find: Statement<[text: string], { id: number }>;
  private readonly add: Statement<[text: string]>;

  constructor(statements: Statements) {
    const names = sql.table('name');
    this.find = statements.prepare(sql`select id from ${names} where text = ${bound()}`);
    this.add = statements.prepare(sql`insert into ${names} (text) values (${bound()})`);
  }

  /** Returns the number of a view or a tab. Gives a new name a number. */
  idOf(text: string): number {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const id = this.find.get(text)?.id ?? Number(this.add.run(text).lastInsertRowid);
    this.known.set(text, id);
    return id;
  }

  /** Empties the cache. Must be called after a transaction has failed, because it may have added names. */
  forget(): void {
    this.known.clear();
  }
}
