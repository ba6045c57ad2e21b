import type { OnRebuilt } from '../../ports/archive.js';
import { batchesOf } from '../connection/batches.js';
import { bulkWrite, UPKEEP_DEADLINE_MS } from '../connection/bulk-write.js';
import type { MongoDatabase } from '../connection/database.js';
import { translateDriverError } from '../connection/errors.js';
import { type UserTimeDocument, VISITS } from '../schema/rollups.js';
import type { SessionDocument, VisitsRecord } from '../schema/sessions.js';
import { sessionOf } from './rollups.js';
import { estimateVisits, waitingVisitsIn } from './visits.js';

/** Documents are written when at least this many wait, all of them in one call. */
const BATCH = 500;

interface Write {
  readonly username: string;
  readonly _id: string;
  readonly visits: readonly VisitsRecord[];
}

/**
 * Estimates the lengths of the visits that older versions stored without lengths. Does so once for a database. A run
 * may be interrupted and repeated, and several processes may run this at once: it only adds what is missing.
 * @throws StoreUnavailableError
 */
export const measureOldVisitsOnce = async (database: MongoDatabase): Promise<void> => {
  const { progress } = database;
  if (await translateDriverError(progress.findOne({ _id: VISITS }))) return;
  await measureOldVisits(database);
  const done = { from: 0, until: Date.now() };
  await translateDriverError(progress.updateOne({ _id: VISITS }, { $set: done }, { upsert: true }));
};

/** Estimates the lengths of all visits that have none. */
export const measureOldVisits = async (database: MongoDatabase, onProgress?: OnRebuilt): Promise<void> => {
  await measureInSessions(database);
  const { userTime } = database;
  const all = await translateDriverError(userTime.estimatedDocumentCount());
  let done = 0;
  let session: UserTimeDocument[] = [];
  let writes: Write[] = [];
  // The documents of one session follow each other, because their ids begin with the session's id.
  for await (const documents of batchesOf(userTime.find().sort({ _id: 1 }))) {
    for (const document of documents) {
      const [first] = session;
      if (first && sessionOf(first._id) !== sessionOf(document._id)) {
        writes.push(...missingIn(session));
        session = [];
      }
      session.push(document);
    }
    done += documents.length;
    if (writes.length >= BATCH) {
      await write(database, writes);
      writes = [];
    }
    onProgress?.(done, Math.max(all, done));
  }
  await write(database, [...writes, ...missingIn(session)]);
};

/**
 * Estimates the lengths of the visits that are still in the sessions, because their slots are not closed yet. A later
 * ping of the session keeps these lengths.
 */
const measureInSessions = async ({ sessions }: MongoDatabase): Promise<void> => {
  const cursor = sessions
    .find({ 'open_time.slot': { $gte: 0 }, visits: { $exists: false } })
    .hint('open_time');
  for await (const documents of batchesOf<SessionDocument>(cursor)) {
    const updates = documents.map((document) => {
      const { id_beaker_session, _id, revision } = document;
      return {
        updateOne: {
          filter: { id_beaker_session, _id, revision, visits: { $exists: false } },
          update: { $set: { visits: waitingVisitsIn(document) } },
        },
      };
    });
    await translateDriverError(bulkWrite(sessions, updates, UPKEEP_DEADLINE_MS));
  }
};

const missingIn = (documents: readonly UserTimeDocument[]): Write[] => {
  const missing = documents.filter(({ visits }) => visits === undefined);
  if (missing.length === 0) return [];
  const estimated = estimateVisits(
    documents.flatMap(({ slot, time }) => time.map((path) => ({ ...path, slot }))),
  );
  return missing.map(({ username, _id, slot }) => ({
    username,
    _id,
    visits: estimated.filter((each) => each.slot === slot),
  }));
};

const write = async ({ userTime }: MongoDatabase, writes: readonly Write[]): Promise<void> => {
  if (writes.length === 0) return;
  const updates = writes.map(({ username, _id, visits }) => ({
    updateOne: { filter: { username, _id, visits: { $exists: false } }, update: { $set: { visits } } },
  }));
  await translateDriverError(bulkWrite(userTime, updates, UPKEEP_DEADLINE_MS));
};
