import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SLOT_MS } from '@dwell/shared';
import { describeOnMongo, dropDatabase } from '@dwell/sessions/testing/mongo';
import fc from 'fast-check';
import { keyOf } from '../model/session-key.js';
import { Recorder } from '../../recording/recorder.js';
import type { RecordingOutcome } from '../../recording/key-draft.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { StoreUnavailableError } from '../ports/errors.js';
import { T0 } from '../testing/session-changes.js';
import { MongoDatabase } from './connection/database.js';
import { MongoSessionStore } from './session-store.js';
import { type Cut, FaultyProxy } from '../testing/faulty-proxy.js';

const SECOND = 1_000;
const RULES = { aliveMs: 300 * SECOND, keepaliveIntervalMs: 60 * SECOND, onInactive: 'reject' } as const;
const CUTS: readonly Cut[] = ['before the write', 'before its answer'];

describeOnMongo('A connection', (server) => {
  let url: string;
  let proxy: FaultyProxy;
  let database: MongoDatabase;
  let store: MongoSessionStore;
  let recorder: Recorder;
  let clock: FakeClock;
  beforeEach(async () => {
    url = server.freshUrl();
    proxy = await FaultyProxy.before(url);
    await proxy.listen();
    const options = new URLSearchParams({ socketTimeoutMS: '10000', serverSelectionTimeoutMS: '5000' });
    database = new MongoDatabase({ url: `${proxy.urlOf(url)}&${options}`, collectionPrefix: 'Test_' });
    await database.ready;
    store = new MongoSessionStore(database);
    clock = new FakeClock(T0);
    recorder = new Recorder(store, clock, RULES);
  });
  afterEach(async () => {
    await recorder.close();
    await database.close();
    await proxy.close();
    await dropDatabase(url);
  });

  const start = (username: string): Promise<RecordingOutcome> =>
    recorder.record(keyOf(username, 'client'), { kind: 'sessionstart' });
  const ping = (username: string, view = 'home'): Promise<RecordingOutcome> =>
    recorder.record(keyOf(username, 'client'), { kind: 'keepalive', visible: true, path: [view] });
  const stored = async (username: string) => (await store.loadLatest([keyOf(username, 'client')]))[0];
  const summaryOf = (username: string) =>
    store.summarize({ from: T0 - SLOT_MS, to: T0 + 1_000 * SLOT_MS }, { usernames: [username] });

  describe.each(CUTS)('cut %s', (cut) => {
    it('loses no keepalive and counts none twice, neither in sessions nor in rollups', async () => {
      await start('ann');
      clock.advance(60 * SECOND);
      proxy.cutNextWrite('Test_session', cut);
      expect(await ping('ann')).toEqual({ recorded: true, time: clock.now() });
      expect(proxy.cuts).toBe(1);
      expect(await stored('ann')).toMatchObject({ state: { visibleMs: 60 * SECOND } });
      expect(await summaryOf('ann')).toMatchObject({ visibleMs: 60 * SECOND, visits: 1 });
    });

    it('starts no session twice', async () => {
      proxy.cutNextWrite('Test_session', cut);
      expect(await start('ann')).toEqual({ recorded: true, time: T0 });
      expect(proxy.cuts).toBe(1);
      expect(await database.sessions.countDocuments({})).toBe(1);
      expect(await stored('ann')).toMatchObject({ ordinal: 1, revision: 1 });
    });

    it('in the middle of a batch stores every session of the batch correctly', async () => {
      const users = Array.from({ length: 40 }, (_, n) => `user ${n}`);
      await Promise.all(users.slice(0, 30).map(start));
      clock.advance(60 * SECOND);
      proxy.cutNextWrite('Test_session', cut);
      // One batch that updates thirty sessions and inserts ten.
      await Promise.all([...users.slice(0, 30).map((user) => ping(user)), ...users.slice(30).map(start)]);
      expect(proxy.cuts).toBe(1);
      for (const [index, user] of users.entries()) {
        const visibleMs = index < 30 ? 60 * SECOND : 0;
        expect(await stored(user)).toMatchObject({ state: { visibleMs } });
        expect(await summaryOf(user)).toMatchObject({ visibleMs });
      }
    });

    it('while a slot is closed counts its time once', async () => {
      await start('ann');
      for (let minutes = 0; minutes < 40; minutes++) {
        clock.advance(60 * SECOND);
        if (minutes % 3 === 0) proxy.cutNextWrite('Test_user_time', cut);
        await ping('ann', `view ${minutes % 2}`);
      }
      expect(await summaryOf('ann')).toMatchObject({ visibleMs: 40 * 60 * SECOND, visits: 40 });
    });
  });

  it('cut again and again at any write leaves the right sums', async () => {
    let user = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ ms: fc.integer({ min: 1, max: 200_000 }), cut: fc.option(fc.constantFrom(...CUTS)) }),
          {
            minLength: 1,
            maxLength: 20,
          },
        ),
        async (steps) => {
          const username = `user ${++user}`;
          const began = clock.now();
          await start(username);
          for (const { ms, cut } of steps) {
            clock.advance(ms);
            if (cut) proxy.cutNextWrite('Test_', cut);
            await ping(username, `view ${ms % 3}`);
          }
          const visibleMs = clock.now() - began;
          expect(await stored(username)).toMatchObject({ state: { visibleMs } });
          expect(await summaryOf(username)).toMatchObject({ visibleMs, sessions: 1 });
        },
      ),
      { numRuns: 10 },
    );
  });

  it('to a server that is away rejects keepalives, and counts their time when the server is back', async () => {
    await start('ann');
    await proxy.refuse();
    clock.advance(60 * SECOND);
    await expect(ping('ann')).rejects.toThrow(StoreUnavailableError);
    await expect(store.ping()).rejects.toThrow(StoreUnavailableError);
    await proxy.listen();
    clock.advance(60 * SECOND);
    expect(await ping('ann')).toEqual({ recorded: true, time: clock.now() });
    expect(await summaryOf('ann')).toMatchObject({ visibleMs: 120 * SECOND });
  });

  it('to a silent server rejects the keepalive after a timeout, and counts the keepalive’s time once, whether the keepalive arrived or not', async () => {
    await start('ann');
    clock.advance(60 * SECOND);
    proxy.pause();
    await expect(ping('ann')).rejects.toThrow(StoreUnavailableError);
    proxy.resume();
    clock.advance(60 * SECOND);
    expect(await ping('ann')).toEqual({ recorded: true, time: clock.now() });
    expect(await stored('ann')).toMatchObject({ state: { visibleMs: 120 * SECOND } });
    expect(await summaryOf('ann')).toMatchObject({ visibleMs: 120 * SECOND, visits: 1 });
  });

  it('to a server that falls silent inside a large batch rejects its keepalives after a timeout', async () => {
    // Few users, so that a server on a busy machine writes a batch within the recorder's deadline.
    const users = Array.from({ length: 40 }, (_, n) => `user ${n}`);
    await Promise.all(users.map(start));
    clock.advance(60 * SECOND);
    proxy.pause();
    // More bytes than the sockets' buffers take.
    const pings = await Promise.allSettled(users.map((user) => ping(user, 'x'.repeat(50_000))));
    for (const ping of pings) expect(ping).toMatchObject({ reason: expect.any(StoreUnavailableError) });
    proxy.resume();
    clock.advance(60 * SECOND);
    expect(await Promise.all(users.map((user) => ping(user)))).toHaveLength(users.length);
    expect(await stored('user 7')).toMatchObject({ state: { visibleMs: 120 * SECOND } });
  });

  it('to a slow server leads to larger batches, and loses no keepalive', async () => {
    const users = Array.from({ length: 20 }, (_, n) => `user ${n}`);
    await Promise.all(users.map(start));
    const revisionsBefore = (await stored('user 7'))?.revision ?? 0;
    // Much longer than the loop below takes on a busy machine, so that many pings wait for each batch.
    proxy.delayMs = 200;
    const pings: Promise<RecordingOutcome>[] = [];
    for (let n = 0; n < 200; n++) {
      clock.advance(SECOND);
      pings.push(ping(users[n % users.length] ?? ''));
      await new Promise(setImmediate);
    }
    expect((await Promise.all(pings)).every(({ recorded }) => recorded)).toBe(true);
    for (const [index, user] of users.entries()) {
      const visibleMs = (180 + index + 1) * SECOND;
      expect(await stored(user)).toMatchObject({ state: { visibleMs } });
    }
    const writes = ((await stored('user 7'))?.revision ?? 0) - revisionsBefore;
    expect(writes).toBeLessThan(10);
  });

  it('to a server that is away rejects a call with an error that has a cause', async () => {
    await proxy.refuse();
    const error = await store.ping().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect((error as StoreUnavailableError).cause).toBeInstanceOf(Error);
  });
});
