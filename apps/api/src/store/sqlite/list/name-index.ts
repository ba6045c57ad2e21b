import { sql } from 'kysely';
import type { Statements } from '../connection/kysely.js';
import type { NameTable } from '../schema/tables.js';

/** Finds the names of views and tabs by their numbers. Caches them, because no row of the table `name` ever changes. */
export class NameIndex {
  private readonly texts: (string | undefined)[] = [];

  constructor(private readonly statements: Statements) {}

  /** Returns the name of the view or tab with this number. */
  get(id: number): string {
    const known = this.texts[id];
    if (known !== undefined) return known;
    const added = this.statements.all(
      sql<NameTable>`select id, text from ${sql.table('name')} where id >= ${this.texts.length}`,
    );
    for (const { id, text } of added) this.texts[id] = text;
    const text = this.texts[id];
    if (text === undefined) throw new Error('A number of a view or a tab has a name');
    return text;
  }
}
