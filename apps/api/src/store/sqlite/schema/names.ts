import { type RawBuilder, sql } from 'kysely';

const name = sql.table('name');

/** Returns SQL for the number that stands for a view or a tab; null for a name that has no number. */
export const nameId = (text: string): RawBuilder<number> =>
  sql`(select id from ${name} where text = ${text})`;

/** Returns SQL for the name of the view or tab whose number is in a column. */
export const nameOf = (column: string): RawBuilder<string> =>
  sql`(select text from ${name} where id = ${sql.ref(column)})`;

/** SQL for the table session_tab, with names in place of numbers. */
export const SESSION_TABS: RawBuilder<unknown> = sql`(
  select session, views.text as view, tabs.text as tab, ms from ${sql.table('session_tab')} as numbered
    cross join ${name} as views on views.id = numbered.view
    cross join ${name} as tabs on tabs.id = numbered.tab)`;
