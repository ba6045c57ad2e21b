import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SLOT_MS } from '@dwell/shared';
import { describeOnMongo } from '@dwell/sessions/testing/mongo';
import type { Session, SessionChange } from '../../ports/session-store.js';
import { after, keyOf, pinging, starting, staying, T0 } from '../../testing/session-changes.js';
import { describeStatistics } from '../../testing/statistics.suite.js';
import type { MongoDatabase } from '../connection/database.js';
import { MongoSessionStore } from '../session-store.js';
import { UserTimeWriter } from '../record/rollups.js';
import { openTemporaryDatabase } from '../testing/temporary-database.js';
import { MARGIN_MS, ViewTimeBuilder } from './view-time-builder.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ALIVE_MS = 5 * MINUTE;
/** The longest alive duration in the suite. */
const LONGEST_ALIVE_MS = 12 * HOUR;

/** By default, the newest ping serves as the clock. */
const builderOn = (
  database: MongoDatabase,
  aliveMs: number,
  now: () => number = () => Infinity,
): ViewTimeBuilder => new ViewTimeBuilder(database, new UserTimeWriter(database), aliveMs, now);

/** Sums view_time after every commit, so that statistics read as much as possible from it. */
class EagerStore extends MongoSessionStore {
  private readonly builder: ViewTimeBuilder;

  constructor(database: MongoDatabase) {
    super(database);
    this.builder = builderOn(database, LONGEST_ALIVE_MS);
  }

  override async commit(changes: readonly SessionChange[]): Promise<ReadonlySet<string>> {
    const conflicts = await super.commit(changes);
    await this.builder.advance();
    return conflicts;
  }
}

describeOnMongo('ViewTimeBuilder', (server) => {
  describe('after every commit', () => {
    describeStatistics(async () => {
      const { database, close } = await openTemporaryDatabase(server);
      const store = new EagerStore(database);
      return { store, another: store, close };
    });
  });

  describe('advance', () => {
    let database: MongoDatabase;
    let store: MongoSessionStore;
    let builder: ViewTimeBuilder;
    let close: () => Promise<void>;
    beforeEach(async () => {
      ({ database, close } = await openTemporaryDatabase(server));
      store = new MongoSessionStore(database);
      builder = builderOn(database, ALIVE_MS);
    });
    afterEach(() => close());

    const commit = async (change: SessionChange): Promise<Session> => {
      expect(await store.commit([change])).toEqual(new Set());
      return after(change);
    };
    /** Records a visit of ten minutes to `view`. */
    const visit = async (username: string, view: string, begin: number): Promise<Session> =>
      commit(staying(await commit(starting(keyOf(username), begin)), view, begin + 10 * MINUTE));
    const until = async (): Promise<number | undefined> => (await database.progress.findOne({}))?.until;
    const msIn = async (from: number, to: number): Promise<number> =>
      (await store.summarize({ from, to }, {})).visibleMs;

    it('sums the slots that lie further back from the newest ping than the alive duration and a margin, so that no session can add time to them', async () => {
      await visit('ann', 'home', T0);
      await visit('ben', 'home', T0 + 2 * HOUR);
      await builder.advance();
      const newest = T0 + 2 * HOUR + 10 * MINUTE;
      expect(await until()).toBe(T0 + Math.floor((newest - T0 - ALIVE_MS - MARGIN_MS) / SLOT_MS) * SLOT_MS);
    });

    it('moves the time of ended sessions to user_time and then sums it', async () => {
      await visit('ann', 'home', T0);
      await visit('ben', 'home', T0 + 2 * HOUR);
      await builder.advance();
      expect(await database.sessions.countDocuments({ username: 'ann', open_time: { $size: 0 } })).toBe(1);
      expect(await database.userTime.countDocuments({ username: 'ann' })).toBe(1);
      expect(await database.viewTime.countDocuments({ view: 'home', slot: T0 })).toBeGreaterThan(0);
      expect(await msIn(T0, T0 + HOUR)).toBe(10 * MINUTE);
    });

    it('does not sum a slot that an active session may still add to', async () => {
      const started = await commit(starting(keyOf('ann'), T0));
      const change = staying(started, 'home', T0 + 3 * HOUR);
      // Another process with a longer alive duration still counts this page as visible since the first minute.
      const page = { id: 'p', at: T0 + MINUTE, visible: true, path: ['home'] } as const;
      const rollup = { slot: T0, path: ['home'], ms: MINUTE, visits: 1 } as const;
      const writes = change.writes.map((write) => ({
        ...write,
        session: { ...write.session, state: { ...write.session.state, pages: [page] } },
        rollups: [rollup],
      }));
      await commit({ ...change, writes });
      await builder.advance();
      expect((await until()) ?? T0).toBeLessThanOrEqual(T0);
      expect(await msIn(T0, T0 + HOUR)).toBe(MINUTE);
    });

    it('sums a slot again if time comes late, after the alive duration has grown', async () => {
      const left = await visit('ann', 'home', T0);
      await visit('ben', 'home', T0 + 2 * HOUR);
      await builder.advance();
      expect(await msIn(T0, T0 + HOUR)).toBe(10 * MINUTE);

      store = new MongoSessionStore(database);
      const back = await commit(staying(left, 'home', T0 + 2 * HOUR + 20 * MINUTE));
      await commit(staying(back, 'home', T0 + 4 * HOUR));
      expect(await msIn(T0, T0 + HOUR)).toBe(HOUR);
      await builder.advance();
      expect(await msIn(T0, T0 + HOUR)).toBe(HOUR);
      expect(await msIn(T0, T0 + 5 * HOUR)).toBe(4 * HOUR + 10 * MINUTE);
    });

    it('sums only slots that are past by the clock, so that queries show new time at once', async () => {
      await visit('earlier', 'home', T0);
      await visit('ahead', 'home', T0 + 10 * 24 * HOUR);
      // Sums as an older version did, which took the newest ping for the present, whatever the clock said.
      await builder.advance();
      expect(await until()).toBeGreaterThan(T0 + 9 * 24 * HOUR);
      const now = T0 + 2 * HOUR;
      const careful = builderOn(database, ALIVE_MS, () => now);
      await careful.advance();
      expect(await until()).toBeLessThanOrEqual(now - ALIVE_MS - MARGIN_MS);

      const started = await commit(starting(keyOf('ann'), now));
      await commit(staying(started, 'home', now + MINUTE));
      expect(await msIn(now, now + HOUR)).toBe(MINUTE);
    });

    it('sums the same when several processes run it at once', async () => {
      const users = Array.from({ length: 40 }, (_, n) => `user ${n}`);
      const started = users.map((name, n) => starting(keyOf(name), T0 + n * MINUTE));
      await store.commit(started);
      await store.commit(
        started.map((start, n) => staying(after(start), `view ${n}`, T0 + (n + 10) * MINUTE)),
      );
      await visit('later', 'home', T0 + 10 * HOUR);
      await Promise.all([1, 2, 3].map(() => builderOn(database, ALIVE_MS).advance()));
      await builder.advance();
      const summary = await store.summarize({ from: T0, to: T0 + 24 * HOUR }, {});
      expect(summary).toEqual({ visibleMs: 410 * MINUTE, visits: 41, users: 41, views: 41, sessions: 41 });
      expect(await database.sessions.countDocuments({ open_time: { $size: 0 } })).toBe(40);
    });

    it('writes sums that rebuild replaces if they are wrong', async () => {
      await visit('ann', 'home', T0);
      await visit('ben', 'home', T0 + 2 * HOUR);
      await builder.advance();
      await database.viewTime.updateMany({ view: 'home' }, { $set: { time: [] } });
      expect(await msIn(T0, T0 + HOUR)).toBe(0);
      await builder.rebuild();
      expect(await msIn(T0, T0 + HOUR)).toBe(10 * MINUTE);
    });

    it('starts at the first slot with time, even if sessions without time are older', async () => {
      const idle = await commit(starting(keyOf('idle'), 1_000));
      await commit(starting(keyOf('idle'), T0 - 10 * 24 * HOUR, idle));
      const begun = await commit(starting(keyOf('spanning'), T0 - 2 * HOUR));
      const hidden = { kind: 'keepalive', visible: false, path: ['home'] } as const;
      await commit(pinging(begun, hidden, T0 + HOUR));
      await visit('ann', 'home', T0);
      await visit('ben', 'home', T0 + 5 * HOUR);
      await builder.advance();
      expect(await database.viewTime.countDocuments({ slot: { $lt: T0 - 6 * HOUR } })).toBe(0);
      const sessionsIn = async (from: number, to: number) =>
        (await store.summarize({ from, to }, {})).sessions;
      expect(await sessionsIn(0, T0 + 10 * HOUR)).toBe(5);
      expect(await sessionsIn(T0 - 11 * 24 * HOUR, T0 + HOUR)).toBe(3);
      expect(await sessionsIn(T0 - HOUR, T0 + HOUR)).toBe(2);
      expect(await sessionsIn(T0 - HOUR, T0)).toBe(1);
      expect(await sessionsIn(T0 + 45 * MINUTE, T0 + 105 * MINUTE)).toBe(1);
      expect(await sessionsIn(T0 + 285 * MINUTE, T0 + 345 * MINUTE)).toBe(1);
      expect(await msIn(0, T0 + 10 * HOUR)).toBe(20 * MINUTE);
    });

    it('does nothing without sessions', async () => {
      await builder.advance();
      expect(await until()).toBeUndefined();
    });
  });
});
