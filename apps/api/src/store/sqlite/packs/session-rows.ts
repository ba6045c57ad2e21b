import { MINUTE_MS } from '../../model/whole-minutes.js';
import { SPAN_CLASSES, spanLimit } from '../schema/span-class.js';
import type { PackRow } from './columns.js';
import { PART_MS } from './parts.js';

/** Sessions of these length classes are not packed. All others are shorter than a part. */
export const LONG_CLASSES: readonly number[] = SPAN_CLASSES.filter(
  (spanClass) => (spanLimit(spanClass) ?? Infinity) > PART_MS,
);

/** The path of a session's row. The rows that tell its views have the views' ids. */
export const ALL_PATHS = 0;

/** Returns a settled session's row: `slot` is the minute of its start, `ms` its length in minutes. */
export const sessionRow = (path: number, start: number, lastPing: number, sign: 1 | -1): PackRow => {
  const minute = Math.floor(start / MINUTE_MS);
  return {
    path,
    slot: minute % (PART_MS / MINUTE_MS),
    ms: Math.floor(lastPing / MINUTE_MS) - minute,
    visits: sign,
    // Whether the session starts after the beginning of its minute, and so is not in progress at it.
    extra: start % MINUTE_MS === 0 ? 0 : 1,
  };
};
