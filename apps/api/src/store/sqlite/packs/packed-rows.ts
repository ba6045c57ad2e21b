import { SLOT_MS } from '@dwell/shared';
import type { Database } from 'better-sqlite3';
import { type RawBuilder, sql } from 'kysely';
import type { SlotWindow } from '../../ports/session-store.js';
import { decodeColumns, type PackKind, rowsOf } from './columns.js';
import { packId, PART_MS, partOf } from './parts.js';

/** How many ids of packs each user has for each kind: one for each part of time. */
const IDS_OF_USER = sql.lit(packId('times', 1, 0));

/**
 * Adds the table-valued function `pack_rows` to a connection. It returns the rows of a pack to SQL, and is needed for
 * the tables of {@link userTime} and {@link userVisits}.
 */
export const definePackRows = (database: Database): void => {
  database.table('pack_rows', {
    columns: ['path', 'slot', 'ms', 'visits', 'extra'],
    parameters: ['kind', 'columns'],
    *rows(kind: unknown, columns: unknown) {
      if (!(columns instanceof Uint8Array)) throw new TypeError('A pack is a blob');
      for (const row of rowsOf(decodeColumns(kind as PackKind, columns))) {
        yield [row.path, row.slot, row.ms, row.visits, row.extra ?? 0];
      }
    },
  });
};

/** SQL for the id of the path of a row that is not packed yet. */
const pathId = sql`(select id from ${sql.table('path')} as paths where paths.view = waiting.view and paths.tab = waiting.tab)`;

const EVER: SlotWindow = { from: 0, to: Infinity };

/**
 * Returns SQL for a table with all users' time, or their time in a window: the rows in packs, and those that are not
 * packed yet. Leaves out pending time. The table has the columns of user_time, and `path` with the path's id. Several
 * rows can have the same key: then they add up. Only for connections on which {@link definePackRows} was called.
 */
export const userTime = (window = EVER): RawBuilder<unknown> => sql`(
  select username, slot, view, tab, ${pathId} as path, ms, visits from ${sql.table('user_time')} as waiting where ${isIn(window)}
  union all
  select username, slot, view, tab, path, ms, visits from (${packed('times', window)}) where ${isIn(window)})`;

/**
 * Returns the same for visits, with the columns of user_visit and `path`; see {@link userTime}. Rows can be negative.
 */
export const userVisits = (window = EVER): RawBuilder<unknown> => sql`(
  select username, slot, view, tab, ${pathId} as path, length_bucket, visits, ms from ${sql.table('user_visit')} as waiting where ${isIn(window)}
  union all
  select username, slot, view, tab, path, length_bucket, visits, ms from (${packed('visits', window)}) where ${isIn(window)})`;

const isIn = ({ from, to }: SlotWindow): RawBuilder<unknown> =>
  to === Infinity ? sql`true` : sql`slot >= ${from} and slot < ${to}`;

/** Selects the rows of the packs of one kind whose parts of time overlap the window. */
const packed = (kind: 'times' | 'visits', { from, to }: SlotWindow): RawBuilder<unknown> => {
  const first = sql`${sql.lit(packId(kind, 0, 0))} + number * ${IDS_OF_USER}`;
  return sql`
    select username, packs.id % ${IDS_OF_USER} * ${sql.lit(PART_MS)} + packed.slot * ${sql.lit(SLOT_MS)} as slot,
      view, tab, packed.path as path, packed.extra as length_bucket, packed.visits as visits, packed.ms as ms
    from ${sql.table('packed_user')} as users
      cross join ${sql.table('pack')} as packs
        on packs.id >= ${first} + ${sql.lit(partOf(from))} and packs.id <= ${first} + ${sql.lit(partOf(to - 1))}
      cross join pack_rows(${sql.lit(kind)}, packs.columns) as packed
      cross join ${sql.table('path')} as paths on paths.id = packed.path`;
};
