import { type RawBuilder, sql } from 'kysely';

const name = sql.table('name');

/** The number that stands for a view or a tab, as SQL; null if no session was on it. */
export const nameId = (text: string): RawBuilder<number> =>
  sql`(select id from ${name} where text = ${text})`;

/** The text for which the number in a column stands, as SQL. */
export const nameOf = (column: string): RawBuilder<string> =>
  sql`(select text from ${name} where id = ${sql.ref(column)})`;

/** The table session_tab, with texts in place of numbers. */
export const SESSION_TABS: RawBuilder<unknown> = sql`(
  select session, views.text as view, tabs.text as tab, ms from ${sql.table('session_tab')} as numbered
    cross join ${name} as views on views.id = numbered.view
    cross join ${name} as tabs on tabs.id = numbered.tab)`;
