import { SLOT_MS } from '@dwell/shared';

/** The time that one pack covers, in milliseconds. Must have less than 2^16 slots. */
export const PART_MS = 4 * 24 * 60 * 60_000;

/** More than there will be parts: the pack of part p of user n has the id n * PARTS + p. */
const PARTS = 2 ** 16;

export const partOf = (time: number): number => Math.floor(time / PART_MS);

export const packId = (user: number, part: number): number => user * PARTS + part;

/** Returns the start of the part that a pack covers, in epoch milliseconds. */
export const partStart = (id: number): number => (id % PARTS) * PART_MS;

/** Returns the number of a slot within its part. */
export const slotInPart = (slot: number): number => (slot % PART_MS) / SLOT_MS;
