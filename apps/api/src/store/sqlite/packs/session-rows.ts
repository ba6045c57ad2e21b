import { MINUTE_MS } from '../../model/whole-minutes.js';
import { SPAN_CLASSES, spanLimit } from '../schema/span-class.js';
import type { PackRow } from './columns.js';
import { PART_MS } from './parts.js';

/** Sessions of these length classes are not packed. All others are shorter than a part. */
export const LONG_CLASSES: readonly number[] = SPAN_CLASSES.filter(
  (spanClass) => (spanLimit(spanClass) ?? Infinity) > PART_MS,
);

/**
 * Returns a settled session's row: `slot` is the minute of its start within its part, `ms` its length in minutes. With
 * the sign -1 the row takes away the session that an earlier row added.
 */
export const sessionRow = (path: number, start: number, lastPing: number, sign: 1 | -1): PackRow => {
  const minute = Math.floor(start / MINUTE_MS);
  return {
    path,
    slot: minute % (PART_MS / MINUTE_MS),
    ms: Math.floor(lastPing / MINUTE_MS) - minute,
    visits: sign,
    // 1 if the session starts after the beginning of its minute. Then it is not in progress yet when the minute begins.
    extra: start % MINUTE_MS === 0 ? 0 : 1,
  };
};
