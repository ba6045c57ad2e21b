import { createHash } from 'node:crypto';
import type { mongo } from 'mongoose';
import { compareCodePoints } from '../../model/code-point-order.js';
import { type Portions, toUserSlots, type UserSlot } from '../../ports/archive.js';
import { bulkWrite, UPKEEP_DEADLINE_MS } from '../connection/bulk-write.js';
import type { MongoDatabase } from '../connection/database.js';
import { translateDriverError } from '../connection/errors.js';
import { userTimeId } from '../record/rollups.js';
import { type UserTimeDocument, SUMS } from '../schema/rollups.js';
import type { SessionDocument } from '../schema/sessions.js';
import { sumPaths } from '../statistics/time-rollups.js';

/** Part of a user's time in one slot. */
type SlotTime = Pick<UserTimeDocument, 'username' | 'slot' | 'time'>;

/** Documents in a batch: without a limit the server sends up to 16 MB at a time. */
const BATCH = 500;

/** Reads what a cursor finds, in the batches in which the server sends it. */
export async function* batchesOf<T>(cursor: mongo.FindCursor<T>): AsyncGenerator<T[], void> {
  cursor.batchSize(BATCH);
  try {
    while (await translateDriverError(cursor.hasNext())) yield cursor.readBufferedDocuments();
  } finally {
    await cursor.close();
  }
}

/**
 * Reads users' time by username and slot. While a session's time in a slot is in the session and in user_time, the
 * session's own counts. Sessions are read first, since time moves from them to user_time. Few still have time to
 * move, so they are read all at once.
 */
export async function* readUserTime({ sessions, userTime }: MongoDatabase): Portions<UserSlot> {
  const open = await translateDriverError(
    sessions
      .find({ 'open_time.slot': { $gte: 0 } })
      .hint('open_time')
      .project<Pick<SessionDocument, '_id' | 'username' | 'open_time'>>({ username: 1, open_time: 1 })
      .toArray(),
  );
  const openIds = new Set(
    open.flatMap(({ _id, open_time }) => open_time.map(({ slot }) => userTimeId(_id, slot))),
  );
  /** The time that has been read, but not yet yielded. */
  const waiting = open
    .flatMap(({ username, open_time }) =>
      open_time.map(({ slot, ...path }): SlotTime => ({ username, slot, time: [path] })),
    )
    .sort(compareSlots);
  for await (const documents of batchesOf(userTime.find().hint('username').sort({ username: 1, slot: 1 }))) {
    const last = documents.at(-1);
    if (!last) continue;
    // The next batch may have more time of the last slot.
    const isDone = (time: SlotTime): boolean => compareSlots(time, last) < 0;
    const due = waiting.splice(0, countWhile(waiting, isDone));
    const written = documents.filter(({ _id }) => !openIds.has(_id));
    const done = written.filter(isDone);
    yield sumSlots([...due, ...done].sort(compareSlots));
    waiting.unshift(...written.slice(done.length));
  }
  yield sumSlots(waiting);
}

/**
 * Adds to users' time, in documents that belong to no session: a session that continues replaces the time in its own
 * documents.
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
  const before = new Map(found.map(({ _id, time }) => [_id, time]));
  const writes = Array.from(added, ([_id, { username, slot, time }]) => {
    const there = before.get(_id);
    const document = { _id, username, slot, time: sumPaths([...(there ?? []), ...time]) };
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
 * Returns the id of a user's added time in a slot. It contains a hash of the username, because not every username can
 * be part of an id.
 */
const importedId = ({ username, slot }: UserSlot): string =>
  userTimeId(`user:${createHash('sha256').update(username).digest('hex')}`, slot);

const compareSlots = (a: SlotTime, b: SlotTime): number =>
  compareCodePoints(a.username, b.username) || a.slot - b.slot;

const countWhile = <T>(items: readonly T[], test: (item: T) => boolean): number => {
  const end = items.findIndex((item) => !test(item));
  return end < 0 ? items.length : end;
};

const sumSlots = (times: readonly SlotTime[]): UserSlot[] =>
  toUserSlots(
    times.flatMap(({ username, slot, time }) =>
      time.map(({ view, tab, ms, visits }) => ({ username, slot, view, tab, ms, visits })),
    ),
  ).map(({ time, ...slot }) => ({ ...slot, time: sumPaths(time) }));
