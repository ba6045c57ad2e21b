import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { activeWindowAt, SESSION_SORTS, SORT_ORDERS } from '@dwell/shared';
import { describeOnMongo } from '@dwell/sessions/testing/mongo';
import type { SessionQuery } from '../../ports/session-store.js';
import { sketched, T0 } from '../../testing/session-changes.js';
import type { MongoDatabase } from '../connection/database.js';
import { MongoSessionStore } from '../session-store.js';
import { openTemporaryDatabase } from '../testing/temporary-database.js';
import { Fences } from './fences.js';
import { type ListedDocument, SessionSearch } from './search.js';
import type { SortValue } from './slices.js';

const MINUTE = 60_000;
const SESSIONS = 400;
const NOW = T0 + SESSIONS * MINUTE;
const ACTIVE = activeWindowAt(NOW, 5 * MINUTE);

/**
 * Filters of each indexed field, and of whether sessions are active. Several are here twice: with a value that few
 * sessions pass, and with one that most of them pass.
 */
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

/** Filters that many sessions pass, so that a page walks along the index of its order. */
const WALKED = [
  'no filter',
  'the start of all usernames',
  'ended ones',
  'an open window',
  'a view all were on',
];

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

/** What the servers' plans call a read of all documents of a collection. */
const READS_ALL = /COLLSCAN|Seq Scan/;
const READS_AN_INDEX = /IXSCAN|IDHACK|Index (Only )?Scan|IndexDetails/;

class FixedFences extends Fences {
  constructor(private readonly values: readonly SortValue[]) {
    super(() => {
      throw new Error('Fixed fences read no sessions');
    });
  }

  override of(): Promise<readonly SortValue[]> {
    return Promise.resolve(this.values);
  }
}

/** Runs `ping` before each read of a slice but the first. */
class PingedSearch extends SessionSearch {
  private reads = 0;

  constructor(
    sessions: MongoDatabase['sessions'],
    fences: Fences,
    private readonly ping: () => Promise<void>,
  ) {
    super(sessions, fences);
  }

  override read(...args: Parameters<SessionSearch['read']>): ReturnType<SessionSearch['read']> {
    const page = super.read(...args);
    const toArray = page.toArray.bind(page);
    if (this.reads++ > 0) page.toArray = () => this.ping().then(toArray);
    return page;
  }
}

describeOnMongo('A search for sessions', (server) => {
  let database: MongoDatabase;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ database, close } = await openTemporaryDatabase(server));
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
        const page = search.read(query, await search.pageIndex(query));
        plans.push(JSON.stringify(await page.explain('queryPlanner')));
      }
    }
    return plans;
  };

  describe('reads an index and never the whole collection', () => {
    it.each(Object.entries(FILTERS))('with the filter “%s”, in every sort order', async (_, filter) => {
      for (const plan of await plansOf(filter)) {
        expect(plan).not.toMatch(READS_ALL);
        expect(plan).toMatch(READS_AN_INDEX);
      }
    });
  });

  describe('with fences, which divide lists into slices on a server that reads no order from an index', () => {
    const HALF = SESSIONS / 2;
    let fences: Fences;
    beforeAll(async () => {
      // Chosen when only the older half of the sessions was there, these fences are far from the newer half.
      const { database: half, close: closeHalf } = await openTemporaryDatabase(server);
      await new MongoSessionStore(half).commit(changes.slice(0, HALF));
      let { sessions } = half;
      fences = new Fences(() => sessions, HALF / 12);
      await fences.of('start');
      ({ sessions } = database);
      await closeHalf();
    });

    const SORTS = ['start', 'last_ping', 'visible_duration', 'username'] as const;
    const ORDERS = SORTS.flatMap((sort) => SORT_ORDERS.map((order) => ({ sort, order })));

    describe.each(ORDERS)('finds the same pages as without them by $sort, $order', (order) => {
      it.each(WALKED)('with the filter “%s”', async (filter) => {
        const query = { activeWindow: ACTIVE, ...FILTERS[filter], ...order };
        const whole = new SessionSearch(database.sessions);
        const all = await whole.page({ ...query, after: undefined, limit: 2 * SESSIONS });
        const search = new SessionSearch(database.sessions, fences);
        const found: ListedDocument[] = [];
        let page: ListedDocument[];
        do {
          const last = found.at(-1);
          const after = last && { value: last[order.sort], id: last._id };
          page = await search.page({ ...query, after, limit: 150 });
          found.push(...page);
        } while (page.length > 0);
        expect(found).toEqual(all);
      });
    });

    it('finds each session once, although one of them is pinged between the reads of two slices', async () => {
      const { database: pinged, close: closePinged } = await openTemporaryDatabase(server);
      await new MongoSessionStore(pinged).commit(changes.slice(0, 30));
      const lastPing = (n: number): number => (T0 + (n + 10) * MINUTE) / 1000;
      const search = new PingedSearch(pinged.sessions, new FixedFences([5, 20].map(lastPing)), async () => {
        await pinged.sessions.updateOne({ last_ping: lastPing(0) }, { $set: { last_ping: lastPing(5) + 1 } });
      });
      const query = { activeWindow: ACTIVE, sort: 'last_ping', order: 'asc', after: undefined } as const;
      const page = await search.page({ ...query, limit: 10 });
      expect(page.map(({ last_ping }) => last_ping)).toEqual(
        Array.from({ length: 10 }, (_, n) => lastPing(n)),
      );
      await closePinged();
    });
  });
});
