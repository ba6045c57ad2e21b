import type { Kysely, Migration } from 'kysely';
import { sumVisitsOverPaths } from './fill-sums.js';

const HOUR_MS = 60 * 60_000;

/** The lengths of the slots in which this version of the schema counts visits, in milliseconds. */
const LEVELS_MS = [HOUR_MS / 4, 6 * HOUR_MS, 24 * HOUR_MS, 96 * HOUR_MS, 384 * HOUR_MS];

/**
 * Adds the sums of visits by length over all paths. Like those of view_time, their rows have a negative slot length.
 */
export const sessions0010: Migration = {
  async up(db: Kysely<unknown>) {
    for (const level of LEVELS_MS) await sumVisitsOverPaths(level, -level).execute(db);
  },
};
