import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { describeOnMongo } from '@dwell/sessions/testing/mongo';
import { sketched, T0 } from '../../testing/session-changes.js';
import type { MongoDatabase } from '../connection/database.js';
import { MongoSessionStore } from '../session-store.js';
import { openTemporaryDatabase } from '../testing/temporary-database.js';
import { Fences, SORTS } from './fences.js';
import { SessionSearch } from './search.js';

const MINUTE = 60_000;
const SESSIONS = 120;
const PER_GAP = 5;

const sessionAt = (n: number) =>
  sketched({
    username: `user ${n}`,
    start: T0 + n * MINUTE,
    lastPing: T0 + (n + 10) * MINUTE,
    visibleMs: n * 1000,
    views: ['home'],
  });

describeOnMongo('Fences', (server) => {
  let database: MongoDatabase;
  let close: () => Promise<void>;
  /** Whether the server reads no order from an index, and sorts itself. */
  let isSorting: boolean;
  let fences: Fences;
  beforeAll(async () => {
    ({ database, close } = await openTemporaryDatabase(server));
    await commit(0, SESSIONS);
    const sorted = database.sessions
      .find({ start: { $gte: 0 } })
      .hint('start')
      .sort({ start: 1, _id: 1 });
    isSorting = SORTS.test(JSON.stringify(await sorted.explain('queryPlanner')));
  });
  afterAll(() => close());
  beforeEach(() => {
    fences = new Fences(() => database.sessions, PER_GAP);
  });

  const commit = (from: number, below: number) =>
    new MongoSessionStore(database).commit(
      Array.from({ length: below - from }, (_, n) => sessionAt(from + n)),
    );

  it('are values of the field, ascending, on a server that sorts; other servers need none', async () => {
    const starts = new Set(Array.from({ length: SESSIONS }, (_, n) => T0 / 1000 + n * 60));
    const found = await fences.of('start');
    expect(found).toHaveLength(isSorting ? SESSIONS / PER_GAP : 0);
    expect(found).toEqual([...found].sort((a, b) => Number(a) - Number(b)));
    expect(found.filter((value) => !starts.has(Number(value)))).toEqual([]);
  });

  describe('after a full page that began at the highest value', () => {
    it('also have the last value of that page, because new sessions get values near it', async () => {
      await fences.of('last_ping');
      await commit(1_000, 1_002);
      const search = new SessionSearch(database.sessions, fences);
      const query = { sort: 'last_ping', order: 'desc', limit: 2, after: undefined } as const;
      const page = await search.page({ ...query, activeWindow: { after: 0, until: 0 } });
      expect((await fences.of('last_ping')).at(-1)).toBe(isSorting ? page.at(-1)?.last_ping : undefined);
    });
  });

  it('are none while the server can not be asked, and are chosen later', async () => {
    const closed = await openTemporaryDatabase(server);
    let { sessions } = closed.database;
    await closed.close();
    fences = new Fences(() => sessions, PER_GAP);
    expect(await fences.of('start')).toEqual([]);
    ({ sessions } = database);
    expect((await fences.of('start')).length > 0).toBe(isSorting);
  });

  it('are chosen again when many sessions were added', async () => {
    // Another database stands for the time before, because a server may estimate the number of documents late.
    const before = await openTemporaryDatabase(server);
    let { sessions } = before.database;
    fences = new Fences(() => sessions, PER_GAP);
    expect(await fences.of('visible_duration')).toEqual([]);
    ({ sessions } = database);
    await fences.renew();
    expect((await fences.of('visible_duration')).length > 0).toBe(isSorting);
    await before.close();
  });
});
