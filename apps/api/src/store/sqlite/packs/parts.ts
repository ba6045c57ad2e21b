import { SLOT_MS } from '@dwell/shared';
import { PACK_KINDS, type PackKind } from './columns.js';

/** The time that one pack covers, in milliseconds. Must have less than 2^16 slots. */
export const PART_MS = 4 * 24 * 60 * 60_000;

/** More than there will be parts, and users. The packs of one kind are next to each other, and in them those of a user. */
const PARTS = 2 ** 16;
const USERS = 2 ** 32;

export const partOf = (time: number): number => Math.floor(time / PART_MS);

export const packId = (kind: PackKind, user: number, part: number): number =>
  (PACK_KINDS.indexOf(kind) * USERS + user) * PARTS + part;

/** Returns the start of the part that a pack covers, in epoch milliseconds. */
export const partStart = (id: number): number => (id % PARTS) * PART_MS;

/** Returns the number of a slot within its part. */
export const slotInPart = (slot: number): number => (slot % PART_MS) / SLOT_MS;
