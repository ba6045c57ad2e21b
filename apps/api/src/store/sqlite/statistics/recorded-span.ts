import { SLOT_MS } from '@dwell/shared';
import { sql } from 'kysely';
import type { SlotWindow } from '../../ports/session-store.js';
import type { Statements } from '../connection/kysely.js';
import { PART_MS } from '../packs/parts.js';
import { SHORTEST_LEVEL } from '../schema/view-sums.js';

/**
 * Returns the part of the window that can have time or visits; an empty window if there is none. So the cost of a wide
 * window depends on how long Dwell has recorded, not on the window's ends. The result begins and ends where parts of
 * time do, or where the window does. So it cuts no slot of up to four days, the length of a part, that the window does
 * not cut. Reading view_time is enough: every slot with visits or with pending time has a row there.
 */
export const withinRecorded = (statements: Statements, { from, to }: SlotWindow): SlotWindow => {
  const slots = sql`${sql.table('view_time')} where level = ${sql.lit(SHORTEST_LEVEL)}`;
  const unit = sql.lit(SLOT_MS);
  const recorded = statements.first(sql<{ first: number | null; last: number | null }>`
    select (select min(slot) from ${slots}) * ${unit} as first, (select max(slot) from ${slots}) * ${unit} as last`);
  const { first, last } = { first: null, last: null, ...recorded };
  if (first === null || last === null) return { from, to: from };
  const begin = Math.floor(first / PART_MS) * PART_MS;
  const end = (Math.floor(last / PART_MS) + 1) * PART_MS;
  return { from: Math.max(from, begin), to: Math.max(from, Math.min(to, end)) };
};
