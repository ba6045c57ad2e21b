import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { describeOnMongo } from '@dwell/sessions/testing/mongo';
import { SLOT_MS } from '@dwell/shared';
import type { ViewTimeDocument } from '../schema/rollups.js';
import { openTemporaryDatabase } from '../testing/temporary-database.js';
import type { MongoDatabase } from './database.js';
import { eachOnce, readOnce } from './read-once.js';

const DOCUMENTS = 600;
const SLOT = { grain: SLOT_MS, slot: { $gte: 0 } };

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

describeOnMongo('A read of documents that another process replaces', (server) => {
  let database: MongoDatabase;
  let close: () => Promise<void>;
  beforeEach(async () => {
    ({ database, close } = await openTemporaryDatabase(server));
    await database.viewTime.insertMany(Array.from({ length: DOCUMENTS }, (_, n) => documentAt(n)));
  });
  afterEach(() => close());

  it('yields each of them once, although the cursor of some servers has a replaced one twice', async () => {
    const found: string[] = [];
    for await (const { _id } of eachOnce(database.viewTime.find(SLOT).hint('slot').batchSize(100))) {
      found.push(_id);
      if (found.length === 50) {
        for (let n = 0; n < 20; n++) await database.viewTime.replaceOne({ _id: `${n}` }, documentAt(n));
      }
    }
    expect(found).toHaveLength(DOCUMENTS);
    expect(new Set(found).size).toBe(DOCUMENTS);
  });

  it('returns all of them', async () => {
    const found = await readOnce(database.viewTime.find(SLOT).hint('slot'));
    expect(new Set(found.map(({ _id }) => _id)).size).toBe(DOCUMENTS);
    expect(found).toHaveLength(DOCUMENTS);
  });
});
