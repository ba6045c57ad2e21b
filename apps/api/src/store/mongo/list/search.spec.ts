import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { activeWindowAt, SESSION_SORTS, SORT_ORDERS } from '@dwell/shared';
import { describeOnMongo } from '@dwell/sessions/testing/mongo';
import type { SessionQuery } from '../../ports/session-store.js';
import { sketched, T0 } from '../../testing/session-changes.js';
import type { MongoDatabase } from '../connection/database.js';
import { MongoSessionStore } from '../session-store.js';
import { openTemporaryDatabase } from '../testing/temporary-database.js';
import { SessionSearch } from './search.js';

const MINUTE = 60_000;
const SESSIONS = 400;
const NOW = T0 + SESSIONS * MINUTE;
const ACTIVE = activeWindowAt(NOW, 5 * MINUTE);

/** All filters. Several are here twice: with a value that few sessions pass, and with one that most of them pass. */
const FILTERS: Record<string, Partial<SessionQuery>> = {
  'no filter': {},
  'one username': { usernames: ['user 1'] },
  'several usernames': { usernames: ['user 1', 'user 2', 'nobody'] },
  'the start of a username': { usernamePrefix: 'user 7' },
  'the start of all usernames': { usernamePrefix: 'user' },
  'active ones': { active: true },
  'ended ones': { active: false },
  'those started after': { startedAfter: NOW - 5 * MINUTE },
  'those stopped before': { stoppedBefore: T0 + 5 * MINUTE },
  'a view few were on': { view: 'rare' },
  'a view all were on': { view: 'home' },
  'a window': { from: T0 + 10 * MINUTE, to: T0 + 20 * MINUTE },
  'an open window': { from: T0 },
  'a shortest duration that few have': { minDurationMs: 9 * MINUTE },
  'a shortest duration that all have': { minDurationMs: 0 },
  'all of them': {
    usernames: ['user 1'],
    usernamePrefix: 'user',
    active: false,
    startedAfter: T0,
    stoppedBefore: NOW,
    view: 'home',
    from: T0,
    to: NOW,
    minDurationMs: 1,
  },
};

/** What the servers' plans call a read of all documents of a collection. */
const READS_ALL = /COLLSCAN|Seq Scan/;
const READS_AN_INDEX = /IXSCAN|IDHACK|Index (Only )?Scan|IndexDetails/;

describeOnMongo('A search for sessions', (server) => {
  let database: MongoDatabase;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ database, close } = await openTemporaryDatabase(server));
    const changes = Array.from({ length: SESSIONS }, (_, n) =>
      sketched({
        username: `user ${n}`,
        start: T0 + n * MINUTE,
        lastPing: T0 + (n + 10) * MINUTE,
        visibleMs: (n % 10) * MINUTE,
        superseded: n % 3 === 0,
        views: n === 5 ? ['home', 'rare'] : ['home'],
      }),
    );
    await new MongoSessionStore(database).commit(changes);
  });
  afterAll(() => close());

  const plansOf = async (filter: Partial<SessionQuery>): Promise<string[]> => {
    const search = new SessionSearch(database.sessions);
    const orders = SESSION_SORTS.flatMap((sort) => SORT_ORDERS.map((order) => ({ sort, order })));
    const plans: string[] = [];
    for (const order of orders) {
      const value = order.sort === 'username' ? 'user 3' : T0 / 1000;
      const view = order.sort === 'view_duration' ? { view: 'home' } : {};
      for (const after of [undefined, { value, id: '8' }]) {
        const query = { ...view, ...filter, ...order, limit: 10, activeWindow: ACTIVE, after };
        plans.push(JSON.stringify(await (await search.page(query)).explain('queryPlanner')));
      }
    }
    return plans;
  };

  describe('reads an index and never the whole collection with the filter', () => {
    it.each(Object.entries(FILTERS))('%s, in every sort order', async (_, filter) => {
      for (const plan of await plansOf(filter)) {
        expect(plan).not.toMatch(READS_ALL);
        expect(plan).toMatch(READS_AN_INDEX);
      }
    });
  });
});
