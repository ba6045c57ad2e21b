import { SLOT_MS } from '@dwell/shared';
import { PACK_KINDS, type PackKind } from './columns.js';

/**
 * The length of a part of time, in milliseconds. Each pack covers one part. A pack numbers the slots or the minutes of
 * its part with 16 bits, so a part must have fewer than 2^16 minutes.
 */
export const PART_MS = 4 * 24 * 60 * 60_000;

/** More than the number of parts in which anything can be recorded. A query may ask for later times. */
const PARTS = 2 ** 16;
/** More than the number of users that there will ever be. */
export const MOST_USERS = 2 ** 32;

/** Returns the number of the part that a time is in. Times that are too late to be recorded are in the last part. */
export const partOf = (time: number): number => Math.min(Math.floor(time / PART_MS), PARTS - 1);

/**
 * Returns the id of a pack. In the order of ids, the packs of a kind are together, and among them those of a user.
 * @param user the user's number in packed_user
 * @param part the number of the part of time; see {@link partOf}
 */
export const packId = (kind: PackKind, user: number, part: number): number =>
  (PACK_KINDS.indexOf(kind) * MOST_USERS + user) * PARTS + part;

/**
 * Returns the start of a part of time, in epoch milliseconds.
 * @param id the id of a pack that covers the part, or the number of the part
 */
export const partStart = (id: number): number => (id % PARTS) * PART_MS;

/** Returns the number within its part of the slot that begins at `slot`, in epoch milliseconds. */
export const slotInPart = (slot: number): number => (slot % PART_MS) / SLOT_MS;

/** Stands for all parts in the table part_revision. */
export const ALL_PARTS = -1;
