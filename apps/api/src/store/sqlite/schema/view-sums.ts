import { SLOT_MS } from '@dwell/shared';
import { type RawBuilder, sql } from 'kysely';
import type { SlotWindow } from '../../ports/session-store.js';

/** Returns the length or the start of a slot as view_time and view_visit have it, from milliseconds. */
export const inSlots = (ms: number): number => ms / SLOT_MS;

/** The value of the column `level` in rows of the shortest slots. */
export const SHORTEST_LEVEL = inSlots(SLOT_MS);

/**
 * Returns the value of the column `level` in rows that have the sum over all paths: the length of the slots, negative.
 * So these rows are next to each other in view_time and in view_visit.
 * @param grain the length of the slots, in milliseconds
 */
export const allPaths = (grain: number): number => -inSlots(grain);

/**
 * Returns SQL for the rows of one level of view_time or of view_visit, with names in place of ids, and with slots in
 * milliseconds.
 */
export const namedSums = (table: 'view_time' | 'view_visit', grain: number): RawBuilder<unknown> => {
  const lengths = table === 'view_visit' ? sql`length_bucket,` : sql``;
  return sql`(
    select slot * ${sql.lit(SLOT_MS)} as slot, view, tab, ${lengths} ms, visits
    from ${sql.table(table)} cross join ${sql.table('path')} as paths on paths.id = path
    where level = ${sql.lit(inSlots(grain))})`;
};

/**
 * Returns the condition for the rows of view_time or view_visit in a window, and on the view if it is given.
 * @param level the value of the column `level`
 */
export const sumsIn = (level: number, { from, to }: SlotWindow, view?: string): RawBuilder<unknown> => {
  const onView =
    view === undefined
      ? sql``
      : sql`and path in (select id from ${sql.table('path')} where view = ${view} and tab is not null)`;
  return sql`level = ${level} and slot >= ${inSlots(from)} and slot < ${inSlots(to)} ${onView}`;
};
