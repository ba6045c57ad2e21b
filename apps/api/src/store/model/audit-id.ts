import { randomUUID } from 'node:crypto';

/** The number of digits of the latest time that a Date can have, in epoch milliseconds. */
const TIME_DIGITS = 16;

/** The number of digits of the counter that orders the entries that one process makes within one millisecond. */
const ORDER_DIGITS = 12;

let made = 0;

/** Returns the smallest id that an entry of the time `at`, in epoch milliseconds, can have. */
export const firstAuditIdAt = (at: number): string =>
  String(Math.max(0, Math.floor(at))).padStart(TIME_DIGITS, '0');

/**
 * Returns a new id of an audit entry. Ids sort by time, so that one index serves the order, the pages and the filter by
 * time.
 */
export const newAuditId = (at: number): string =>
  `${firstAuditIdAt(at)}-${String(made++).padStart(ORDER_DIGITS, '0')}-${randomUUID()}`;
