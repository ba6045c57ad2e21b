import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { describeOnMongo } from '@dwell/sessions/testing/mongo';
import { SLOT_MS } from '@dwell/shared';
import type { ViewTimeDocument } from '../schema/rollups.js';
import { openTemporaryDatabase } from '../testing/temporary-database.js';
import type { MongoDatabase } from './database.js';
import { eachOnce, readOnce } from './read-once.js';

const DOCUMENTS = 600;
const SLOT = { grain: SLOT_MS, slot: { $gte: 0 } };

/** So many large documents have more than one batch, which has at most 16 MB. */
const LARGE_DOCUMENTS = 20;

const documentAt = (n: number): ViewTimeDocument => ({
  _id: `${n}`,
  grain: SLOT_MS,
  slot: n * SLOT_MS,
  view: 'home',
  time: [{ view: 'home', ms: 1, visits: 1 }],
  users: [],
  user_ms: [],
  user_visits: [],
});

const largeDocumentAt = (n: number): ViewTimeDocument => ({
  ...documentAt(n),
  users: ['x'.repeat(1_000_000)],
});

describeOnMongo('A read of documents', (server) => {
  let database: MongoDatabase;
  let close: () => Promise<void>;
  beforeEach(async () => {
    ({ database, close } = await openTemporaryDatabase(server));
  });
  afterEach(() => close());

  const insertSmall = () =>
    database.viewTime.insertMany(Array.from({ length: DOCUMENTS }, (_, n) => documentAt(n)));

  it('yields each document once while some are replaced, although the cursor of some servers has those twice', async () => {
    for (let n = 0; n < LARGE_DOCUMENTS; n++) await database.viewTime.insertOne(largeDocumentAt(n));
    const found: string[] = [];
    for await (const { _id } of eachOnce(database.viewTime.find(SLOT).hint('slot'))) {
      found.push(_id);
      if (found.length === 1) {
        for (let n = 0; n < 3; n++) await database.viewTime.replaceOne({ _id: `${n}` }, largeDocumentAt(n));
      }
    }
    expect(found).toHaveLength(LARGE_DOCUMENTS);
    expect(new Set(found).size).toBe(LARGE_DOCUMENTS);
  });

  it('yields what was there when the read began, if it fits into one batch', async () => {
    await insertSmall();
    const found: string[] = [];
    for await (const { _id } of eachOnce(database.viewTime.find(SLOT).hint('slot'))) {
      found.push(_id);
      if (found.length === 1) await database.viewTime.deleteMany({ slot: { $gte: 300 * SLOT_MS } });
    }
    expect(found).toHaveLength(DOCUMENTS);
  });

  it('by readOnce returns all documents, each once', async () => {
    await insertSmall();
    const found = await readOnce(database.viewTime.find(SLOT).hint('slot'));
    expect(new Set(found.map(({ _id }) => _id)).size).toBe(DOCUMENTS);
    expect(found).toHaveLength(DOCUMENTS);
  });
});
