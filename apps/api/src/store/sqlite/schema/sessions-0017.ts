import { type Kysely, type Migration, sql } from 'kysely';

const session = sql.table('session');

/** SQL for whether the page is on the session's last visible path. */
const isOnLastPath = sql`value -> '$.path' = last_visible_path`;

/** Returns SQL for the JSON path of `key` if the condition holds. Otherwise for a path that json_remove ignores. */
const dropped = (condition: ReturnType<typeof sql>, key: string) =>
  sql`iif(${condition}, ${sql.lit(`$.${key}`)}, '$.nothing')`;

/** SQL for a page without the values that the session's other columns have; see accounting-json.ts. */
const page = sql`json_remove(
  iif(${isOnLastPath} and value -> '$.creditedPath' is null, json_set(value, '$.creditedPath', null), value),
  ${dropped(sql`value ->> '$.at' = last_ping`, 'at')},
  ${dropped(sql`value ->> '$.visible'`, 'visible')},
  ${dropped(isOnLastPath, 'path')},
  ${dropped(sql`${isOnLastPath} and value -> '$.creditedPath' = last_visible_path`, 'creditedPath')})`;

/**
 * Removes from the accounting of each session the values that the session's other columns have. They took two thirds of
 * the column.
 */
export const sessions0017: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`update ${session} set accounting = json_remove(
      json_set(accounting, '$.pages',
        json((select json_group_array(json(${page})) from json_each(accounting, '$.pages')))),
      ${dropped(sql`accounting -> '$.covered' = '[]'`, 'covered')})`.execute(db);
  },
};
