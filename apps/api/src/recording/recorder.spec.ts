import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { activeWindowAt, CLOCK_TOLERANCE_MS, type Ping } from '@dwell/shared';
import type { Database } from '../store/ports/database.js';
import { openMainDatabase } from '../store/open-database.js';
import { StoreUnavailableError } from '../store/ports/errors.js';
import type { Session, SessionKey, SessionStore } from '../store/ports/session-store.js';
import { FakeClock } from '../testing/fake-clock.js';
import type { RecordingRules } from './key-draft.js';
import { MAX_BATCH, MAX_QUEUE, MAX_TRIES, PROMPT_BATCH, Recorder } from './recorder.js';
import { keyOf } from '../store/model/session-key.js';

const RULES: RecordingRules = { aliveMs: 300_000, keepaliveIntervalMs: 60_000, onInactive: 'reject' };
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const START = { kind: 'sessionstart' } as const;
const visible = (view: string): Ping => ({ kind: 'keepalive', visible: true, path: [view] });
const HIDE: Ping = { kind: 'session-hide', visible: false, path: ['A'] };

/** Returns `store` with some of its methods replaced. */
const changed = (store: SessionStore, change: Partial<SessionStore>): SessionStore =>
  Object.assign(Object.create(store) as SessionStore, change);

describe('the recorder', () => {
  let folder: string;
  let database: Database;
  let clock: FakeClock;
  let alice: SessionKey;
  let tests = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dwell-recorder-'));
    database = await openMainDatabase({
      databaseUrl: `file:${join(folder, 'dwell.db')}`,
      collectionPrefix: 'Default_',
      aliveMs: RULES.aliveMs,
    });
  });
  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });
  // All tests use the same database, and each of them has users of its own.
  beforeEach(() => {
    clock = new FakeClock();
    alice = keyOf(`alice ${++tests}`, 'desk');
  });

  const recorder = (store: SessionStore = database.sessions, rules = RULES): Recorder =>
    new Recorder(store, clock, rules);
  /** Resolves to the sessions of Alice, the earliest first. */
  const list = () =>
    database.sessions.listSessions({
      usernames: [alice.username],
      sort: 'start',
      order: 'asc',
      limit: 10,
      activeWindow: activeWindowAt(clock.now(), RULES.aliveMs),
    });
  const stored = async (key = alice): Promise<Session> => {
    const [session] = await database.sessions.loadLatest([key]);
    if (!session) throw new Error('Nothing is stored');
    return session;
  };

  /** Returns a store, and a list that gets the usernames of each commit that goes through this store. */
  const watch = (): { commits: string[][]; store: SessionStore } => {
    const commits: string[][] = [];
    const store = changed(database.sessions, {
      commit: (changes) => {
        commits.push(changes.map(({ key }) => key.username));
        return database.sessions.commit(changes);
      },
    });
    return { commits, store };
  };

  it('answers a request after it is stored', async () => {
    await recorder().record(alice, START);
    expect((await stored()).state.start).toBe(clock.now());
  });

  it('stores a few requests that arrive together with one commit', async () => {
    const { commits, store } = watch();
    const subject = recorder(store);
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => subject.record(keyOf(name, ''), START)));
    expect(commits.map(({ length }) => length)).toEqual([4]);
  });

  it('begins a commit as soon as enough requests wait, if none is under way', async () => {
    const { commits, store } = watch();
    const subject = recorder(store);
    const keys = Array.from({ length: 2 * PROMPT_BATCH + 1 }, (_, n) => keyOf(`prompt ${n}`, ''));
    await Promise.all(keys.map((key) => subject.record(key, START)));
    expect(commits.map(({ length }) => length)).toEqual([PROMPT_BATCH, PROMPT_BATCH + 1]);
  });

  it('folds the requests of a session in their order of arrival, each with its own time', async () => {
    const subject = recorder();
    const answers = [subject.record(alice, START)];
    for (const view of ['A', 'B', 'A']) {
      clock.advance(1_000);
      answers.push(subject.record(alice, visible(view)));
    }
    const start = clock.now() - 3_000;
    expect((await Promise.all(answers)).map((outcome) => outcome.recorded && outcome.time - start)).toEqual([
      0, 1_000, 2_000, 3_000,
    ]);
    expect(Object.fromEntries((await stored()).totals)).toMatchObject({ A: { ms: 2_000 }, B: { ms: 1_000 } });
  });

  it('folds a ping again when another process changed the session first, and counts the time of both pings', async () => {
    const [one, two] = [recorder(), recorder()];
    await one.record(alice, START);
    for (let turn = 0; turn < 5; turn++) {
      clock.advance(1_000);
      await one.record(alice, visible('A'));
      clock.advance(1_000);
      await two.record(alice, visible('B'));
    }
    const { state, totals } = await stored();
    expect(state.visibleMs).toBe(10_000);
    expect(Object.fromEntries(totals)).toMatchObject({ A: { ms: 5_000 }, B: { ms: 5_000 } });
  });

  it('accepts a ping when another process kept the session active, although the cached copy looks ended', async () => {
    const [one, two] = [recorder(), recorder()];
    await one.record(alice, START);
    clock.advance(200_000);
    await two.record(alice, visible('A'));
    clock.advance(200_000);
    await expect(one.record(alice, visible('A'))).resolves.toMatchObject({ recorded: true });
    expect((await stored()).state.visibleMs).toBe(400_000);
  });

  it("holds a session's requests back while an earlier one is being stored, and lets other sessions go on", async () => {
    const waiting = new Map<string, () => void>();
    let announce = (): void => undefined;
    const slow = changed(database.sessions, {
      commit: async (changes) => {
        const names = changes.map(({ key }) => key.username).join(' ');
        await new Promise<void>((resolve) => {
          waiting.set(names, resolve);
          announce();
        });
        return database.sessions.commit(changes);
      },
    });
    const commitBegun = (): Promise<void> =>
      waiting.size > 0 ? Promise.resolve() : new Promise((resolve) => (announce = resolve));
    const subject = recorder(slow);
    const first = subject.record(alice, START);
    await commitBegun();
    const [second, other] = [subject.record(alice, visible('A')), subject.record(keyOf('bob', ''), START)];
    expect([...waiting.keys()]).toEqual([alice.username]);
    const release = waiting.get(alice.username);
    waiting.clear();
    await commitBegun();
    expect([...waiting.keys()]).toEqual(['bob']);
    waiting.get('bob')?.();
    await other;
    waiting.clear();
    release?.();
    await first;
    await commitBegun();
    waiting.get(alice.username)?.();
    await expect(second).resolves.toMatchObject({ recorded: true });
  });

  it('creates one session when several processes start it at once', async () => {
    const recorders = [recorder(), recorder(), recorder()];
    await Promise.all(recorders.map((each) => each.record(alice, START)));
    expect(await stored()).toMatchObject({ ordinal: 1 });
    clock.advance(RULES.aliveMs);
    await Promise.all(recorders.map((each) => each.record(alice, START)));
    expect(await stored()).toMatchObject({ ordinal: 2 });
  });

  it('counts the same time whether several processes record a session or only one', async () => {
    const step = fc.record({
      by: fc.nat({ max: 2 }),
      wait: fc.nat({ max: 90_000 }),
      ping: fc.constantFrom<Ping>(visible('A'), visible('B'), HIDE, { ...visible('A'), visible: false }),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const [shared, alone] = [keyOf(`shared ${run}`, ''), keyOf(`alone ${run++}`, '')];
        const [several, one] = [[recorder(), recorder(), recorder()], recorder()];
        await Promise.all([one.record(alone, START), several[0]?.record(shared, START)]);
        for (const { by, wait, ping } of steps) {
          clock.advance(wait);
          await Promise.all([one.record(alone, ping), several[by]?.record(shared, ping)]);
        }
        const [a, b] = [await stored(shared), await stored(alone)];
        expect(a.state).toEqual(b.state);
        expect(a.totals).toEqual(b.totals);
        expect(a.trail).toEqual(b.trail);
      }),
      { numRuns: 25 },
    );
  });

  it('rejects a request with StoreUnavailableError when other processes change its session at every try', async () => {
    let tries = 0;
    const contested = changed(database.sessions, {
      commit: (changes) => {
        tries++;
        return Promise.resolve(new Set(changes.map(({ key }) => key.hash)));
      },
    });
    await expect(recorder(contested).record(alice, START)).rejects.toThrow(StoreUnavailableError);
    expect(tries).toBe(MAX_TRIES);
  });

  it('rejects the request of a failed commit, and folds later requests into the stored session', async () => {
    let failing = false;
    const flaky = changed(database.sessions, {
      commit: (changes) =>
        failing
          ? Promise.reject(new StoreUnavailableError('The disk is full'))
          : database.sessions.commit(changes),
    });
    const subject = recorder(flaky);
    await subject.record(alice, START);
    clock.advance(1_000);
    failing = true;
    await expect(subject.record(alice, visible('A'))).rejects.toThrow('The disk is full');
    failing = false;
    clock.advance(1_000);
    await subject.record(alice, visible('B'));
    const { state, totals } = await stored();
    expect(state.visibleMs).toBe(2_000);
    expect([...totals.keys()]).toEqual(['B']);
  });

  it('rejects a request when the queue is full', async () => {
    let release: () => void = () => undefined;
    const stuck = changed(database.sessions, {
      loadLatest: (keys) =>
        new Promise((resolve) => {
          release = () => resolve(database.sessions.loadLatest(keys));
        }),
    });
    const subject = recorder(stuck);
    // The first ones are in a commit, and no longer in the queue.
    const waiting = Array.from({ length: PROMPT_BATCH + MAX_QUEUE }, () => subject.record(alice, START));
    await expect(subject.record(alice, START)).rejects.toThrow(StoreUnavailableError);
    await new Promise(setImmediate);
    release();
    await Promise.all(waiting);
  });

  it('stores the waiting requests when it closes, and rejects later ones', async () => {
    const subject = recorder();
    const last = subject.record(alice, START);
    await subject.close();
    await expect(last).resolves.toMatchObject({ recorded: true });
    await expect(subject.record(alice, START)).rejects.toThrow(StoreUnavailableError);
  });

  describe('with requests that belong together', () => {
    const keysOf = (count: number): SessionKey[] =>
      Array.from({ length: count }, (_, n) => keyOf(`together ${tests} ${n}`, ''));

    it('stores more of them than a batch has with one commit, and answers in their order', async () => {
      const { commits, store } = watch();
      const keys = keysOf(MAX_BATCH + 100);
      const outcomes = await recorder(store).recordTogether(keys.map((key) => ({ key, request: START })));
      expect(commits).toEqual([keys.map(({ username }) => username)]);
      expect(outcomes).toEqual(keys.map(() => ({ recorded: true, time: clock.now() })));
    });

    it('folds those of one session in their order, at one instant, and says which have no session', async () => {
      const subject = recorder();
      await subject.record(alice, START);
      clock.advance(1_000);
      const [bob] = keysOf(1);
      const outcomes = await subject.recordTogether([
        { key: alice, request: visible('A') },
        { key: bob as SessionKey, request: visible('A') },
        { key: alice, request: visible('B') },
      ]);
      expect(outcomes).toEqual([
        { recorded: true, time: clock.now() },
        { recorded: false, reason: 'inactive' },
        { recorded: true, time: clock.now() },
      ]);
      expect((await stored()).totals.get('A')).toEqual({ path: ['A'], ms: 1_000 });
      expect((await stored()).state.lastVisiblePath).toEqual(['B']);
    });

    it('holds them all back while one of their sessions is being stored, and lets no later request overtake them', async () => {
      const { commits, store } = watch();
      const subject = recorder(store);
      const [bob, carl] = keysOf(2) as [SessionKey, SessionKey];
      const first = subject.record(alice, START);
      await new Promise(setImmediate);
      const all = [
        first,
        subject.recordTogether([
          { key: alice, request: visible('A') },
          { key: bob, request: START },
        ]),
        subject.record(bob, visible('B')),
        subject.record(carl, START),
      ];
      await Promise.all(all);
      expect(commits[0]).toEqual([alice.username]);
      expect(commits.slice(1)).toEqual([[carl.username], [alice.username, bob.username]]);
      expect(await all[2]).toEqual({ recorded: true, time: clock.now() });
    });

    it('rejects all of them when the commit fails, when the queue has no room for all, or when it is closed', async () => {
      const requests = keysOf(2).map((key) => ({ key, request: START }));
      const broken = changed(database.sessions, {
        commit: () => Promise.reject(new StoreUnavailableError('The disk is full')),
      });
      await expect(recorder(broken).recordTogether(requests)).rejects.toThrow('The disk is full');
      const subject = recorder();
      const waiting = Array.from({ length: PROMPT_BATCH + MAX_QUEUE - 1 }, () =>
        subject.record(alice, START),
      );
      await expect(subject.recordTogether(requests)).rejects.toThrow('Too many requests');
      await Promise.all(waiting);
      await subject.close();
      await expect(subject.recordTogether(requests)).rejects.toThrow('shutting down');
      expect(await database.sessions.loadLatest(keysOf(2))).toEqual([undefined, undefined]);
    });

    it('stores those whose session another process changed first with a later commit', async () => {
      const [one, two] = [recorder(), recorder()];
      const [bob] = keysOf(1) as [SessionKey];
      await one.recordTogether([alice, bob].map((key) => ({ key, request: START })));
      clock.advance(1_000);
      await two.record(alice, visible('A'));
      clock.advance(1_000);
      const outcomes = await one.recordTogether([alice, bob].map((key) => ({ key, request: visible('B') })));
      expect(outcomes).toEqual([alice, bob].map(() => ({ recorded: true, time: clock.now() })));
      expect((await stored()).state.visibleMs).toBe(2_000);
      expect((await stored(bob)).state.visibleMs).toBe(2_000);
    });

    it('answers with an empty list if there are none', async () => {
      expect(await recorder().recordTogether([])).toEqual([]);
    });
  });

  describe.each(['reject', 'restart'] as const)(
    'when the clock was ahead, with the rule %s',
    (onInactive) => {
      it.each([visible('A'), HIDE])('closes the session and counts on in the next one: %j', async (ping) => {
        const subject = recorder(database.sessions, { ...RULES, onInactive });
        const begin = clock.now();
        await subject.record(alice, START);
        clock.advance(10_000 + CLOCK_TOLERANCE_MS + 1);
        await subject.record(alice, visible('A'));
        clock.set(begin + 10_000);
        await expect(subject.record(alice, ping)).resolves.toEqual({ recorded: true, time: begin + 10_000 });
        clock.advance(5_000);
        await subject.record(alice, visible('B'));

        const counted = (await list()).map(({ superseded, state }) => ({ superseded, ...state }));
        expect(counted).toMatchObject([
          { superseded: true, start: begin, lastPing: begin + 40_001, visibleMs: 40_001 },
          { superseded: false, start: begin + 10_000, lastPing: begin + 15_000, visibleMs: 5_000 },
        ]);
      });

      it('keeps the session while its last ping is at most CLOCK_TOLERANCE_MS ahead of the clock', async () => {
        const subject = recorder(database.sessions, { ...RULES, onInactive });
        const begin = clock.now();
        await subject.record(alice, START);
        clock.advance(CLOCK_TOLERANCE_MS);
        await subject.record(alice, visible('A'));
        clock.set(begin);
        await expect(subject.record(alice, visible('A'))).resolves.toEqual({
          recorded: true,
          time: begin + CLOCK_TOLERANCE_MS,
        });
        expect(await stored()).toMatchObject({ ordinal: 1, state: { visibleMs: CLOCK_TOLERANCE_MS } });
      });

      it('keeps one session while the clocks of two processes differ by CLOCK_TOLERANCE_MS, and counts all time from its start to its last ping', async () => {
        const ahead = new FakeClock(clock.now() + CLOCK_TOLERANCE_MS);
        const rules = { ...RULES, onInactive };
        const processes = [recorder(database.sessions, rules), new Recorder(database.sessions, ahead, rules)];
        await processes[0]?.record(alice, START);
        for (let ping = 0; ping < 20; ping++) {
          clock.advance(5_000);
          ahead.advance(5_000);
          await processes[ping % 2]?.record(alice, visible('A'));
        }
        const { ordinal, state } = await stored();
        expect(ordinal).toBe(1);
        expect(state.visibleMs).toBe(20 * 5_000 + CLOCK_TOLERANCE_MS);
        expect(state.lastPing - state.start).toBe(state.visibleMs);
      });

      it('starts the next session with a sessionstart', async () => {
        const subject = recorder(database.sessions, { ...RULES, onInactive });
        const begin = clock.now();
        clock.advance(10 * DAY);
        await subject.record(alice, START);
        clock.set(begin);
        await subject.record(alice, START);
        expect(await stored()).toMatchObject({ ordinal: 2, state: { start: begin } });
      });

      it.each([10 * MINUTE, 10 * DAY])(
        'counts 38 of 40 minutes although the clock was %d ms ahead for one keepalive',
        async (ahead) => {
          const subject = recorder(database.sessions, { ...RULES, onInactive });
          const begin = clock.now();
          await subject.record(alice, START);
          for (let minute = 0; minute <= 40; minute++) {
            clock.set(begin + minute * MINUTE + (minute === 5 ? ahead : 0));
            const outcome = await subject.record(alice, visible('A'));
            if (outcome.recorded) continue;
            await subject.record(alice, START);
            await subject.record(alice, visible('A'));
          }
          const visibleMs = (await list()).map(({ state }) => state.visibleMs / MINUTE);
          expect(visibleMs.toSorted((a, b) => a - b)).toEqual([0, 4, 34]);
          clock.advance(RULES.aliveMs);
          const activeWindow = activeWindowAt(clock.now(), RULES.aliveMs);
          expect(await database.sessions.countActive({ usernames: [alice.username] }, activeWindow)).toBe(0);
        },
      );

      it('starts the next session when another process has closed the last one and then failed', async () => {
        const subject = recorder(database.sessions, { ...RULES, onInactive });
        const begin = clock.now();
        clock.advance(10 * DAY);
        await subject.record(alice, START);
        const session = await stored();
        const closing = {
          session: { ...session, superseded: true },
          changedTotals: [],
          trailChangedFrom: undefined,
          rollups: [],
          endedVisits: [],
        };
        await database.sessions.commit([{ key: alice, writes: [closing] }]);
        clock.set(begin);
        await expect(recorder().record(alice, visible('A'))).resolves.toEqual({
          recorded: true,
          time: begin,
        });
      });
    },
  );

  describe('without an active session', () => {
    const restarting = (): Recorder => recorder(database.sessions, { ...RULES, onInactive: 'restart' });

    it.each([visible('A'), HIDE])('rejects the ping and stores nothing: %j', async (ping) => {
      await expect(recorder().record(alice, ping)).resolves.toEqual({ recorded: false, reason: 'inactive' });
      expect(await database.sessions.loadLatest([alice])).toEqual([undefined]);
    });

    it('starts a session for a keepalive if the rules say restart, and credits no time', async () => {
      await restarting().record(alice, visible('A'));
      const { state, totals } = await stored();
      expect(state.visibleMs).toBe(0);
      expect([...totals.values()]).toEqual([{ path: ['A'], ms: 0 }]);
    });

    it('starts no session for a session-hide even under restart, and answers with the current time', async () => {
      await expect(restarting().record(alice, HIDE)).resolves.toEqual({ recorded: true, time: clock.now() });
      expect(await database.sessions.loadLatest([alice])).toEqual([undefined]);
    });

    it('supersedes the ended session when a new one starts, also within one batch', async () => {
      const subject = recorder();
      const start = clock.now();
      const first = subject.record(alice, START);
      clock.advance(RULES.aliveMs);
      await Promise.all([first, subject.record(alice, START)]);
      expect(await stored()).toMatchObject({ ordinal: 2, state: { start: start + RULES.aliveMs } });
      expect((await list()).map(({ superseded }) => superseded)).toEqual([true, false]);
    });
  });
});
