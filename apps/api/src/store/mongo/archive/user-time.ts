import { createHash } from 'node:crypto';
import type { UserSlot } from '../../ports/archive.js';
import { bulkWrite, UPKEEP_DEADLINE_MS } from '../connection/bulk-write.js';
import type { MongoDatabase } from '../connection/database.js';
import { translateDriverError } from '../connection/errors.js';
import { userTimeId } from '../record/rollups.js';
import { SUMS } from '../schema/rollups.js';
import type { VisitsRecord } from '../schema/sessions.js';
import { sumPaths } from '../statistics/time-rollups.js';
import { sumLengths } from '../statistics/visit-rollups.js';

/**
 * Adds time and visits to users. Writes them to documents that belong to no session, because a session that continues
 * replaces the time in its own documents.
 */
export const addUserTime = async (
  { userTime, progress }: MongoDatabase,
  slots: readonly UserSlot[],
): Promise<void> => {
  const added = new Map(slots.map((slot) => [importedId(slot), slot]));
  const filter = {
    username: { $in: slots.map(({ username }) => username) },
    _id: { $in: [...added.keys()] },
  };
  const found = await translateDriverError(userTime.find(filter).toArray());
  const before = new Map(found.map((document) => [document._id, document]));
  const writes = Array.from(added, ([_id, userSlot]) => {
    const { username, slot } = userSlot;
    const there = before.get(_id);
    const time = sumPaths([...(there?.time ?? []), ...userSlot.time]);
    const document = { _id, username, slot, time, visits: addVisits(there?.visits ?? [], userSlot) };
    // Servers insert much faster than they upsert.
    return there
      ? { replaceOne: { filter: { username, _id }, replacement: document } }
      : { insertOne: { document } };
  });
  await translateDriverError(bulkWrite(userTime, writes, UPKEEP_DEADLINE_MS));
  const first = Math.min(...slots.map(({ slot }) => slot));
  await translateDriverError(progress.updateOne({ _id: SUMS }, { $min: { until: first } }));
};

/**
 * Returns the id of the document that has a user's added time in a slot. It contains a hash of the username, because
 * not every username can be part of an id.
 */
const importedId = ({ username, slot }: UserSlot): string =>
  userTimeId(`user:${createHash('sha256').update(username).digest('hex')}`, slot);

/** Adds visits that count in the slot to those of `before`. They are recorded in this slot too. */
const addVisits = (before: readonly VisitsRecord[], { slot, visits }: UserSlot): readonly VisitsRecord[] => [
  ...before.filter((each) => each.slot !== slot),
  ...sumLengths([
    ...before.filter((each) => each.slot === slot),
    ...visits.map(({ lengthBucket: length, ...each }) => ({ ...each, length })),
  ]).map(({ lengthBucket: length, tab, ...each }) => ({
    ...each,
    slot,
    length,
    ...(tab === undefined ? {} : { tab }),
  })),
];
