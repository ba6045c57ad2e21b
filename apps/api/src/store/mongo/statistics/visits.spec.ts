import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { bucketOfLength, SLOT_MS } from '@dwell/shared';
import { describeOnMongo } from '@dwell/sessions/testing/mongo';
import type { Session, SessionChange, SessionStore } from '../../ports/session-store.js';
import { after, keyOf, pinging, starting, staying, T0 } from '../../testing/session-changes.js';
import type { MongoDatabase } from '../connection/database.js';
import { measureOldVisits } from '../record/measure-old-visits.js';
import { UserTimeWriter } from '../record/rollups.js';
import { MongoSessionStore } from '../session-store.js';
import { openTemporaryDatabase } from '../testing/temporary-database.js';
import { ViewTimeBuilder } from './view-time-builder.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ALIVE_MS = 5 * MINUTE;
const HIDDEN = { kind: 'keepalive', visible: false, path: ['home'] } as const;
const ALL = { from: T0, to: T0 + 50 * 24 * HOUR };

describeOnMongo('Visits', (server) => {
  let database: MongoDatabase;
  let store: MongoSessionStore;
  let builder: ViewTimeBuilder;
  let close: () => Promise<void>;
  beforeEach(async () => {
    ({ database, close } = await openTemporaryDatabase(server));
    store = new MongoSessionStore(database);
    builder = new ViewTimeBuilder(database, new UserTimeWriter(database), ALIVE_MS, () => Infinity);
  });
  afterEach(() => close());

  const commit = async (change: SessionChange, to: SessionStore = store): Promise<Session> => {
    expect(await to.commit([change])).toEqual(new Set());
    return after(change);
  };
  const begin = (username: string, at: number): Promise<Session> => commit(starting(keyOf(username), at));
  /** Starts a session of another user at this time. The builder takes its last ping for the present, and sums. */
  const letTimePass = async (at: number): Promise<void> => {
    await begin(`at ${at}`, at);
    await builder.advance();
  };
  const lengthsOn = async (view: string): Promise<[visits: number, ms: number][]> =>
    (await store.visitLengths(ALL, { view })).map(({ visits, ms }) => [visits, ms]);
  const until = async (): Promise<number> =>
    (await database.progress.findOne({ _id: 'sums' }))?.until ?? -Infinity;
  /** Returns how many visits viewTotals returns, and how many visitLengths returns. The two must be equal. */
  const counts = async () => {
    const [totals, lengths] = await Promise.all([store.viewTotals(ALL, {}), store.visitLengths(ALL, {})]);
    return [totals, lengths].map((rows) => rows.reduce((sum, { visits }) => sum + visits, 0));
  };

  it('that go on do not hold back the sums, and change no earlier sum when they end', async () => {
    let session = await begin('wall screen', T0);
    for (let hour = 1; hour <= 9; hour++) {
      session = await commit(staying(session, 'wall', T0 + hour * HOUR));
      if (hour % 3 === 0) await builder.advance();
    }
    expect(await until()).toBe(T0 + 9 * HOUR - SLOT_MS);
    expect(await lengthsOn('wall')).toEqual([[1, 9 * HOUR]]);
    const before = await database.viewVisits.countDocuments();
    session = await commit(staying(session, 'else', T0 + 9 * HOUR + MINUTE));
    expect(await until()).toBe(T0 + 9 * HOUR - SLOT_MS);
    await commit(staying(session, 'else', T0 + 24 * HOUR));
    await builder.advance();
    expect(await database.viewVisits.countDocuments()).toBeGreaterThan(before);
    expect(await database.viewVisits.findOne({ view: 'wall', grain: SLOT_MS })).toMatchObject({
      slot: T0,
      recorded: T0 + 9 * HOUR,
      visits: [{ visits: 1, ms: 9 * HOUR }],
    });
    expect(await lengthsOn('wall')).toEqual([[1, 9 * HOUR]]);
    expect(await counts()).toEqual([2, 2]);
  });

  it.each([
    ['has cached', () => store],
    ['loads', () => new MongoSessionStore(database)],
  ])(
    'of a session that was settled count once when the session goes on in a process that %s it',
    async (_, open) => {
      const visited = await commit(staying(await begin('ann', T0), 'home', T0 + MINUTE));
      // A hidden ping adds no time to its slot, but the visit that goes on would be recorded there.
      let session = await commit(pinging(visited, HIDDEN, T0 + 20 * MINUTE));
      await letTimePass(T0 + HOUR);
      expect(await database.sessions.findOne({ username: 'ann' })).toMatchObject({
        settled: true,
        visits: [],
      });
      expect(await lengthsOn('home')).toEqual([[1, MINUTE]]);
      store = open();
      session = await commit(pinging(session, HIDDEN, T0 + HOUR));
      expect(await lengthsOn('home')).toEqual([[1, MINUTE]]);
      for (const hours of [2, 3]) {
        session = await commit(staying(session, 'home', T0 + hours * HOUR));
        expect(await lengthsOn('home')).toEqual([[1, (hours - 1) * HOUR + MINUTE]]);
        await builder.advance();
        expect(await lengthsOn('home')).toEqual([[1, (hours - 1) * HOUR + MINUTE]]);
      }
      await commit(staying(session, 'else', T0 + 4 * HOUR));
      await letTimePass(T0 + 6 * HOUR);
      expect(await lengthsOn('home')).toEqual([[1, 2 * HOUR + MINUTE]]);
      expect(await counts()).toEqual([2, 2]);
    },
  );

  it('of a settled session are not summed again when its user starts another session', async () => {
    const session = await commit(staying(await begin('ann', T0), 'home', T0 + MINUTE));
    await letTimePass(T0 + HOUR);
    const summed = await until();
    expect(summed).toBeGreaterThan(T0 + SLOT_MS);
    await commit(starting(session.key, T0 + HOUR, session));
    expect(await until()).toBe(summed);
    expect(await lengthsOn('home')).toEqual([[1, MINUTE]]);
    expect(await counts()).toEqual([1, 1]);
  });

  it('count once, at whatever step a process died while it settled their session', async () => {
    await commit(staying(await begin('ann', T0), 'home', T0 + MINUTE));
    const before = await database.sessions.findOne({ username: 'ann' });
    const isMarked = { $set: { settled: true } };
    const isNotDropped = { $set: { settled: true, visits: before?.visits, open_time: before?.open_time } };
    await letTimePass(T0 + HOUR);
    const recorded = await database.userTime.findOne({ username: 'ann' });
    await database.progress.deleteMany({});
    await database.sessions.updateOne({ username: 'ann' }, isNotDropped);
    expect(await lengthsOn('home')).toEqual([[1, MINUTE]]);
    await builder.advance();
    expect(await lengthsOn('home')).toEqual([[1, MINUTE]]);

    await database.sessions.updateOne({ username: 'ann' }, isNotDropped);
    await database.userTime.deleteMany({ username: 'ann' });
    await database.progress.deleteMany({});
    await database.sessions.updateOne({ username: 'ann' }, isMarked);
    expect(await lengthsOn('home')).toEqual([[1, MINUTE]]);
    const [found] = await store.loadLatest([keyOf('ann')]);
    if (!found) throw new Error('The session is stored');
    await commit(staying(found, 'home', T0 + 2 * HOUR));
    // The process that settled the session did not die, but was slow: its write comes after the ping.
    await new UserTimeWriter(database).write([
      {
        id: found.id,
        username: 'ann',
        revision: found.revision,
        time: [],
        visits: (recorded?.visits ?? []).map((visits) => ({ ...visits, at: T0 })),
      },
    ]);
    expect(await lengthsOn('home')).toEqual([[1, 2 * HOUR]]);
    await builder.advance();
    expect(await counts()).toEqual([1, 1]);
  });

  describe('of an older version', () => {
    /** Removes from the database what older versions did not store. */
    const forgetVisits = async (): Promise<void> => {
      await database.sessions.updateMany({}, { $unset: { visits: true, visit: true, settled: true } });
      await database.userTime.updateMany({}, { $unset: { visits: true } });
      store = new MongoSessionStore(database);
    };

    it('get lengths, also when measuring them was broken off and begun again: the time on the path until its next visit', async () => {
      let session = await begin('ann', T0);
      for (const [view, minutes] of [
        ['home', 10],
        ['home', 50],
        ['news', 70],
        ['home', 80],
        ['home', 82],
      ] as const) {
        session = await commit(staying(session, view, T0 + minutes * MINUTE));
      }
      await letTimePass(T0 + 3 * HOUR);
      await forgetVisits();
      await database.progress.deleteMany({});
      await database.userTime.updateOne({ slot: T0 }, { $set: { visits: [] } });
      await measureOldVisits(database);
      await database.userTime.updateOne({ slot: T0 }, { $unset: { visits: true } });
      await measureOldVisits(database);
      const found = await store.visitLengths(ALL, {});
      const lengths = found.map(({ view, visits, ms }) => `${visits} on ${view}: ${ms / MINUTE}`);
      expect(lengths.sort()).toEqual(['1 on home: 12', '1 on home: 50', '1 on news: 20']);
      expect(found.every(({ lengthBucket, ms }) => lengthBucket === bucketOfLength(ms))).toBe(true);
      await builder.advance();
      expect(await counts()).toEqual([3, 3]);
    });

    it('get lengths while their session goes on', async () => {
      let session = await commit(staying(await begin('ann', T0), 'home', T0 + 10 * MINUTE));
      await forgetVisits();
      await measureOldVisits(database);
      expect(await counts()).toEqual([1, 1]);
      const [loaded] = await store.loadLatest([session.key]);
      session = await commit(staying(loaded ?? session, 'home', T0 + 20 * MINUTE));
      await commit(staying(session, 'news', T0 + 30 * MINUTE));
      expect(await counts()).toEqual([2, 2]);
      await letTimePass(T0 + 3 * HOUR);
      expect(await counts()).toEqual([2, 2]);
    });
  });
});
