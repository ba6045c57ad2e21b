import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { SLOT_MS } from '@dwell/shared';
import { describeOnMongo } from '@dwell/sessions/testing/mongo';
import type { Session, SessionChange } from '../../ports/session-store.js';
import { after, keyOf, starting, staying, T0 } from '../../testing/session-changes.js';
import type { MongoDatabase } from '../connection/database.js';
import { UserTimeWriter } from '../record/rollups.js';
import { MongoSessionStore } from '../session-store.js';
import { openTemporaryDatabase } from '../testing/temporary-database.js';
import { ViewTimeBuilder } from './view-time-builder.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describeOnMongo('Visits of some weeks', (server) => {
  let database: MongoDatabase;
  let store: MongoSessionStore;
  let builder: ViewTimeBuilder;
  let close: () => Promise<void>;
  beforeEach(async () => {
    ({ database, close } = await openTemporaryDatabase(server));
    store = new MongoSessionStore(database);
    builder = new ViewTimeBuilder(database, new UserTimeWriter(database), 5 * MINUTE, () => Infinity);
  });
  afterEach(() => close());

  const commit = async (change: SessionChange): Promise<Session> => {
    expect(await store.commit([change])).toEqual(new Set());
    return after(change);
  };

  it('have the same lengths in the sums of all users as in the users’ own records, in several windows within 25 days', async () => {
    const username = 'traveller';
    let session = await commit(starting(keyOf(username), T0));
    for (let visit = 1; visit <= 24; visit++) {
      const change = staying(session, `view ${visit % 3}`, T0 + visit * 24 * HOUR + visit * visit * MINUTE);
      session = await commit(change);
      if (visit % 12 === 0) await builder.advance();
    }
    expect(await database.viewVisits.distinct('grain')).toHaveLength(5);
    const days = (n: number): number => n * 24 * HOUR;
    for (const [from, to] of [
      [0, days(25)],
      [5 * SLOT_MS, days(22)],
      [days(3), days(12) + 30 * HOUR],
      [days(11) + HOUR, days(12) + 5 * HOUR],
      [days(20), days(25)],
    ] as const) {
      const window = { from: T0 + from, to: T0 + to };
      const [all, own] = await Promise.all(
        [{}, { usernames: [username] }].map(async (filter) =>
          (await store.visitLengths(window, filter)).map((each) => JSON.stringify(each)).sort(),
        ),
      );
      expect(all).toEqual(own);
      expect(all?.length).toBeGreaterThan(0);
    }
    const all = await store.visitLengths({ from: T0, to: T0 + days(25) }, {});
    expect(all.reduce((sum, { visits }) => sum + visits, 0)).toBe(24);
  });
});
