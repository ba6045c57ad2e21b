import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeOnMongo } from '@dwell/sessions/testing/mongo';
import { after, keyOf, starting, staying, T0 } from '../../testing/session-changes.js';
import type { MongoDatabase } from '../connection/database.js';
import { UserTimeWriter } from '../record/rollups.js';
import { MongoSessionStore } from '../session-store.js';
import { openTemporaryDatabase } from '../testing/temporary-database.js';
import { ViewTimeBuilder } from './view-time-builder.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ALIVE_MS = 5 * MINUTE;
const USERS = Array.from({ length: 30 }, (_, n) => `user ${n}`);
const WINDOW = { from: T0, to: T0 + 6 * HOUR };

describeOnMongo('Details of many users', (server) => {
  let store: MongoSessionStore;
  let database: MongoDatabase;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ database, close } = await openTemporaryDatabase(server));
    store = new MongoSessionStore(database);
    for (const [hour, minutes] of [12, 20, 9].entries()) {
      const begins = USERS.map((username) =>
        starting(keyOf(username, `client ${hour}`), T0 + 2 * hour * HOUR),
      );
      await store.commit(begins);
      await store.commit(
        begins.map((change, n) =>
          staying(after(change), `view ${(n * hour) % 4}`, T0 + 2 * hour * HOUR + minutes * MINUTE),
        ),
      );
    }
    await new ViewTimeBuilder(database, new UserTimeWriter(database), ALIVE_MS, () => Infinity).advance();
  });
  afterAll(() => close());

  describe.each([undefined, 'view 2'])('with the view %p', (view) => {
    it('equal the details of each user alone, although only those of many users are read from the sums', async () => {
      const alone = await Promise.all(
        USERS.map(async (username) => (await store.userDetails(WINDOW, [username], view))[0]),
      );
      expect(new Set(alone.map((details) => details?.topView)).size).toBeGreaterThan(1);
      expect(await store.userDetails(WINDOW, USERS, view)).toEqual(alone);
    });
  });
});
