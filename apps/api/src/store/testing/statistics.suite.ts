import { describe, expect, it } from '@jest/globals';
import { activeWindowAt, type Path, SESSION_SORTS, SLOT_MS, slotOf } from '@dwell/shared';
import fc from 'fast-check';
import type { Session, SessionStore, SlotWindow, StatisticsFilter } from '../ports/session-store.js';
import { compareCodePoints } from '../model/code-point-order.js';
import { comparable } from './comparable-session.js';
import { ModelSessionStore } from './model-session-store.js';
import { after, keyOf, pinging, starting, staying, T0 } from './session-changes.js';
import { type OpenStore, useStore } from './store-under-test.js';

const MINUTE = 60_000;

/**
 * Longer than other tests get: one run of this test asks for more than a hundred statistics, and on a busy machine an
 * emulation of MongoDB takes a second for each. In milliseconds.
 */
const MANY_QUESTIONS_TIMEOUT_MS = 15 * MINUTE;

const DAY = 96 * SLOT_MS;

/** A keepalive or session-hide, some time after the previous one. */
interface Step {
  readonly user: number;
  readonly client: number;
  readonly afterMs: number;
  readonly kind: 'keepalive' | 'session-hide';
  readonly visible: boolean;
  readonly path: Path;
  readonly pageId?: string;
}

const USERS = ['ann', 'ben', '__proto__', '👩‍👩‍👧'];
const VIEWS = ['home', 'news', '$a.b', 'é'];

const step: fc.Arbitrary<Step> = fc.record(
  {
    user: fc.nat(USERS.length - 1),
    client: fc.nat(1),
    afterMs: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 0, max: 2 * MINUTE }) },
      fc.integer({ min: 0, max: 20 * MINUTE }),
      fc.integer({ min: 0, max: 5 * 60 * MINUTE }),
    ),
    kind: fc.constantFrom('keepalive', 'keepalive', 'session-hide'),
    visible: fc.constantFrom(true, true, false),
    path: fc.oneof(
      fc.tuple(fc.constantFrom(...VIEWS)),
      fc.tuple(fc.constantFrom(...VIEWS), fc.constantFrom('t', 'u')),
    ),
    pageId: fc.constantFrom('p', 'q'),
  },
  { requiredKeys: ['user', 'client', 'afterMs', 'kind', 'visible', 'path'] },
);

const filter: fc.Arbitrary<StatisticsFilter> = fc.oneof(
  fc.record({ usernames: fc.subarray(USERS), view: fc.constantFrom(...VIEWS) }, { requiredKeys: [] }),
  fc.record(
    { notUsernames: fc.subarray(USERS), view: fc.constantFrom(...VIEWS) },
    { requiredKeys: ['notUsernames'] },
  ),
);

/** @param histories how many random histories are compared with the model. */
export const describeStatistics = (open: OpenStore<SessionStore>, histories = 15): void => {
  describe('statistics', () => {
    const opened = useStore(open);
    let era = T0 + DAY;

    /** Returns the start of a time range that no other example uses. So all examples can share a store. */
    const nextEra = (days = 3): number => {
      const begin = era;
      era += days * DAY;
      return begin;
    };

    /** Records the steps in the store and in the model. Returns the window that contains them. */
    const play = async (
      steps: readonly Step[],
      aliveMs: number,
      model: ModelSessionStore,
    ): Promise<SlotWindow> => {
      const begin = nextEra();
      const latest = new Map<string, Session>();
      let now = begin;
      for (const { user, client, afterMs, pageId, ...ping } of steps) {
        now += afterMs;
        const key = keyOf(USERS[user] ?? '', `${client} of ${begin}`);
        const before = latest.get(key.hash);
        const isActive = before && before.state.lastPing > now - aliveMs;
        const change = isActive
          ? pinging(before, pageId === undefined ? ping : { ...ping, pageId }, now)
          : starting(key, now, before);
        expect(await opened.store.commit([change])).toEqual(new Set());
        await model.commit([change]);
        latest.set(key.hash, after(change));
      }
      // A day without pings is between the sessions of two examples. More days would cost time in a store that sums up
      // each day.
      era = begin + (Math.floor((now - begin) / DAY) + 2) * DAY;
      return { from: slotOf(begin), to: slotOf(now) + SLOT_MS };
    };

    it(
      'are the same as those of the model after any pings, and lists of sessions are the same too',
      async () => {
        await fc.assert(
          fc.asyncProperty(
            fc.array(step, { minLength: 1, maxLength: 60 }),
            fc.constantFrom(5 * MINUTE, 12 * 60 * MINUTE),
            fc.array(filter, { minLength: 2, maxLength: 2 }),
            fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 4 }),
            fc.oneof(fc.constant(0), fc.nat(10 * MINUTE)),
            async (steps, aliveMs, filters, cuts, minDurationMs) => {
              const model = new ModelSessionStore();
              const all = await play(steps, aliveMs, model);
              const slots = (all.to - all.from) / SLOT_MS;
              const edges = [0, ...cuts.map((cut) => cut % slots), slots].sort((a, b) => a - b);
              const buckets = edges.slice(1).map((to, index): SlotWindow => ({
                from: all.from + (edges[index] ?? 0) * SLOT_MS,
                to: all.from + to * SLOT_MS,
              }));
              for (const sort of SESSION_SORTS.filter((each) => each !== 'view_duration')) {
                const query = {
                  ...all,
                  sort,
                  order: 'asc',
                  limit: 1_000,
                  activeWindow: activeWindowAt(all.to, aliveMs),
                } as const;
                const [found, expected] = [opened.store, model].map((store) => store.listSessions(query));
                expect((await found)?.map(comparable)).toEqual((await expected)?.map(comparable));
              }
              for (const view of VIEWS) {
                const activeWindow = { after: all.to - aliveMs, until: all.to };
                const query = {
                  ...all,
                  view,
                  hereNow: true,
                  sort: 'start',
                  order: 'asc',
                  limit: 1_000,
                } as const;
                const long = { ...all, view, minDurationMs, activeWindow, limit: 1_000 } as const;
                for (const sort of ['view_duration', 'start', 'last_ping'] as const) {
                  const [listed, expected] = [opened.store, model].map((store) =>
                    store.listSessions({ ...long, sort, order: 'desc' }),
                  );
                  expect((await listed)?.map(comparable)).toEqual((await expected)?.map(comparable));
                }
                const hereNow = await model.listSessions({ ...query, activeWindow });
                const found = await opened.store.listSessions({ ...query, activeWindow });
                expect(found.map(comparable)).toEqual(hereNow.map(comparable));
                expect(await opened.store.countActive({ view }, activeWindow)).toBe(hereNow.length);
              }
              for (const asked of [{}, ...filters]) {
                expect(sorted(await opened.store.bucketTotals(buckets, asked))).toEqual(
                  sorted(await model.bucketTotals(buckets, asked)),
                );
                expect(sorted(await opened.store.bucketSums(buckets, asked))).toEqual(
                  sorted(await model.bucketSums(buckets, asked)),
                );
                const active = activeWindowAt(all.to - 3 * MINUTE, aliveMs);
                expect(sorted(await opened.store.hereNowByView(asked, active))).toEqual(
                  sorted(await model.hereNowByView(asked, active)),
                );
                const { view, ...people } = asked;
                for (const now of [all.to, all.to - 3 * MINUTE]) {
                  const activeWindow = activeWindowAt(now, aliveMs);
                  const [found, expected] = [opened.store, model].map((store) =>
                    store.sessionsInProgress(all, people, activeWindow, now),
                  );
                  expect(await found).toEqual(await expected);
                }
                for (const window of [all, ...buckets]) {
                  expect(sorted(await opened.store.visitLengths(window, asked))).toEqual(
                    sorted(await model.visitLengths(window, asked)),
                  );
                  expect(sorted(await opened.store.lengthSums(window, asked))).toEqual(
                    sorted(await model.lengthSums(window, asked)),
                  );
                  expect(sorted(await opened.store.usersByView(window, asked))).toEqual(
                    sorted(await model.usersByView(window, asked)),
                  );
                  const users = sorted(await opened.store.userTotals(window, asked));
                  expect(users).toEqual(sorted(await model.userTotals(window, asked)));
                  const usernames = users.map(({ username }) => username);
                  expect(await opened.store.userDetails(window, usernames, view)).toEqual(
                    await model.userDetails(window, usernames, view),
                  );
                  expect(sorted(await opened.store.viewTotals(window, asked))).toEqual(
                    sorted(await model.viewTotals(window, asked)),
                  );
                  expect(await opened.store.summarize(window, asked)).toEqual(
                    await model.summarize(window, asked),
                  );
                }
              }
            },
          ),
          { numRuns: histories },
        );
      },
      MANY_QUESTIONS_TIMEOUT_MS,
    );

    it('have the same sum by view, by bucket and in total for windows of 39 days that start at various slots of a day', async () => {
      const begin = nextEra(60);
      const session = after(starting(keyOf('months'), begin));
      await opened.store.commit([starting(session.key, begin)]);
      let current = session;
      for (let day = 0; day < 40; day++) {
        const stayed = staying(current, `view ${day % 3}`, begin + day * MINUTE);
        const rollup = {
          slot: begin + day * DAY + (day % 96) * SLOT_MS,
          path: ['v'] as const,
          ms: day + 1,
          visits: 1,
        };
        const change = { ...stayed, writes: stayed.writes.map((write) => ({ ...write, rollups: [rollup] })) };
        await opened.store.commit([change]);
        current = after(change);
      }
      for (const offset of [0, 1, 5, 23, 95]) {
        const window = { from: begin + offset * SLOT_MS, to: begin + 39 * DAY + offset * SLOT_MS };
        const buckets = Array.from({ length: 39 }, (_, day) => ({
          from: window.from + day * DAY,
          to: window.from + (day + 1) * DAY,
        }));
        const expected = Array.from({ length: 40 }, (_, day) => day)
          .filter((day) => {
            const slot = begin + day * DAY + (day % 96) * SLOT_MS;
            return slot >= window.from && slot < window.to;
          })
          .reduce((sum, day) => sum + day + 1, 0);
        for (const asked of [{}, { usernames: ['months'] }]) {
          const [summary, views, perDay] = await Promise.all([
            opened.store.summarize(window, asked),
            opened.store.viewTotals(window, asked),
            opened.store.bucketTotals(buckets, asked),
          ]);
          expect(summary.visibleMs).toBe(expected);
          expect(sumOf(views)).toBe(expected);
          expect(sumOf(perDay)).toBe(expected);
        }
      }
    });

    it('are empty for a window without sessions', async () => {
      const window = { from: T0 - DAY, to: T0 };
      expect(await opened.store.summarize(window, {})).toEqual({
        visibleMs: 0,
        visits: 0,
        users: 0,
        views: 0,
        sessions: 0,
      });
      expect(await opened.store.viewTotals(window, {})).toEqual([]);
      expect(await opened.store.bucketTotals([window], {})).toEqual([]);
      expect(await opened.store.bucketTotals([], {})).toEqual([]);
      expect(await opened.store.bucketSums([window], {})).toEqual([]);
      expect(await opened.store.bucketSums([], {})).toEqual([]);
      expect(await opened.store.visitLengths(window, {})).toEqual([]);
      expect(await opened.store.usersByView(window, {})).toEqual([]);
      expect(await opened.store.userTotals(window, {})).toEqual([]);
      expect(await opened.store.userDetails(window, [], undefined)).toEqual([]);
      const inProgress = await opened.store.sessionsInProgress(
        { from: T0 - DAY - (T0 % MINUTE), to: T0 },
        {},
        activeWindowAt(T0, 5 * MINUTE),
        T0,
      );
      expect(inProgress).toEqual([{ at: T0 - DAY - (T0 % MINUTE), sessions: 0 }]);
    });

    it('know the paths on which there was ever time, with and without a tab', async () => {
      const begin = nextEra();
      const started = starting(keyOf('explorer', `${begin}`), begin);
      await opened.store.commit([started]);
      const first = staying(after(started), 'a known view', begin + MINUTE, 'a known tab');
      await opened.store.commit([first]);
      await opened.store.commit([staying(after(first), 'a known view', begin + 2 * MINUTE)]);
      const known = await opened.store.knownPaths();
      expect(known).toContainEqual({ view: 'a known view', tab: 'a known tab' });
      expect(known).toContainEqual({ view: 'a known view', tab: undefined });
    });

    it('give a visit its length so far while it goes on, and count it once, also after a day of silence and after the next session has begun', async () => {
      const begin = nextEra();
      const window = { from: begin, to: begin + SLOT_MS };
      const lengths = async () => {
        const found = await opened.store.visitLengths(window, { view: `visited ${begin}` });
        return found.map(({ visits, ms }) => ({ visits, ms }));
      };
      const started = starting(keyOf('visitor', `${begin}`), begin);
      await opened.store.commit([started]);
      let session = after(started);
      const pings = [1, 2, 20, 40].map((minute) => [`visited ${begin}`, minute] as const);
      for (const [view, minute] of [...pings, ['elsewhere', 41] as const]) {
        const change = staying(session, view, begin + minute * MINUTE);
        await opened.store.commit([change]);
        session = after(change);
        expect(await lengths()).toEqual([{ visits: 1, ms: Math.min(minute, 40) * MINUTE }]);
      }
      // Newer pings of other users, because a store may settle sessions that have been silent for long before its
      // newest ping.
      const others = starting(keyOf('others', `${begin}`), begin + DAY);
      await opened.store.commit([others]);
      await opened.store.commit([staying(after(others), 'elsewhere', begin + DAY + MINUTE)]);
      expect(await lengths()).toEqual([{ visits: 1, ms: 40 * MINUTE }]);
      const back = staying(session, 'elsewhere', begin + DAY + 2 * MINUTE);
      await opened.store.commit([back]);
      await opened.store.commit([starting(session.key, begin + DAY + 3 * MINUTE, after(back))]);
      expect(await lengths()).toEqual([{ visits: 1, ms: 40 * MINUTE }]);
      const all = await opened.store.visitLengths(
        { from: begin, to: begin + 2 * DAY },
        { usernames: ['visitor'] },
      );
      expect(all.reduce((sum, { visits }) => sum + visits, 0)).toBe(2);
    });

    it('count with a view filter the sessions that overlap the window and were on the view at any time', async () => {
      const begin = nextEra();
      const key = keyOf('mover', `${begin}`);
      await opened.store.commit([starting(key, begin)]);
      let session = after(starting(key, begin));
      // The session is on the view `early` in the first slot only, and then on `late` until the third slot.
      for (let at = begin + MINUTE; at < begin + 3 * SLOT_MS; at += 3 * MINUTE) {
        const change = staying(session, at < begin + SLOT_MS - MINUTE ? 'early' : 'late', at);
        await opened.store.commit([change]);
        session = after(change);
      }
      const filter = { usernames: ['mover'], view: 'early' };
      const later = { from: begin + 2 * SLOT_MS, to: begin + 3 * SLOT_MS };
      for (const asked of [filter, { view: 'early' }]) {
        expect(await opened.store.summarize(later, asked)).toMatchObject({
          visits: 0,
          visibleMs: 0,
          sessions: 1,
        });
      }
      const silent = { from: begin + 4 * SLOT_MS, to: begin + 5 * SLOT_MS };
      expect(await opened.store.summarize(silent, filter)).toMatchObject({ sessions: 0 });
    });

    it('count users and views with time in the window, and sessions that overlap it, each once', async () => {
      const begin = nextEra();
      const ann = after(starting(keyOf('ann', `desk ${begin}`), begin));
      const phone = after(starting(keyOf('ann', `phone ${begin}`), begin));
      const idle = starting(keyOf('idle', `${begin}`), begin);
      await opened.store.commit([starting(ann.key, begin), starting(phone.key, begin), idle]);
      await opened.store.commit([
        staying(ann, 'home', begin + MINUTE),
        staying(phone, 'home', begin + MINUTE, 't'),
      ]);
      const window = { from: begin, to: begin + SLOT_MS };
      expect(await opened.store.summarize(window, {})).toEqual({
        visibleMs: 2 * MINUTE,
        visits: 2,
        users: 1,
        views: 1,
        sessions: 3,
      });
      expect(await opened.store.summarize(window, { view: 'home' })).toMatchObject({ users: 1, sessions: 2 });
      expect(await opened.store.summarize(window, { usernames: ['idle'] })).toMatchObject({
        users: 0,
        sessions: 1,
      });
    });

    it('count a session in the windows from its start to its last ping', async () => {
      const begin = nextEra();
      const started = after(starting(keyOf('long', `${begin}`), begin));
      await opened.store.commit([starting(started.key, begin)]);
      await opened.store.commit([staying(started, 'v', begin + 2 * SLOT_MS)]);
      const counts = [-1, 0, 1, 2, 3].map(async (slot) => {
        const from = begin + slot * SLOT_MS;
        return (await opened.store.summarize({ from, to: from + SLOT_MS }, {})).sessions;
      });
      expect(await Promise.all(counts)).toEqual([0, 1, 1, 1, 0]);
    });

    it('include all time if the first ping is four days ahead of all later ones', async () => {
      const begin = nextEra(6);
      const ahead = starting(keyOf('ahead', `${begin}`), begin + 4 * DAY);
      await opened.store.commit([ahead]);
      await opened.store.commit([staying(after(ahead), 'v', begin + 4 * DAY + MINUTE)]);
      const window = { from: begin, to: begin + DAY };
      let session = after(starting(keyOf('right', `${begin}`), begin));
      await opened.store.commit([starting(session.key, begin)]);
      for (let minute = 10; minute <= 60; minute += 10) {
        const change = staying(session, minute < 40 ? 'v' : 'w', begin + minute * MINUTE);
        await opened.store.commit([change]);
        session = after(change);
        const { visibleMs, sessions } = await opened.store.summarize(window, {});
        expect({ visibleMs, sessions }).toEqual({ visibleMs: minute * MINUTE, sessions: 1 });
      }
      expect(sumOf(await opened.store.viewTotals(window, { view: 'w' }))).toBe(30 * MINUTE);
      expect(sumOf(await opened.store.viewTotals({ from: begin, to: begin + 5 * DAY }, {}))).toBe(
        61 * MINUTE,
      );
    });

    describe('of a session that stays on one view', () => {
      /** Records a session that starts at `begin` and pings on one view, `times` milliseconds after its start. */
      const stay = async (username: string, begin: number, times: readonly number[]): Promise<Session> => {
        const start = starting(keyOf(username, `${begin}`), begin);
        await opened.store.commit([start]);
        let session = after(start);
        for (const time of times) {
          const change = staying(session, 'v', begin + time);
          await opened.store.commit([change]);
          session = after(change);
        }
        return session;
      };
      const msOf = async (username: string, from: number, to: number) =>
        (await opened.store.summarize({ from, to }, { usernames: [username] })).visibleMs;

      it('include the time of each ping as soon as it is committed', async () => {
        const begin = nextEra();
        for (let pings = 1; pings <= 5; pings++) {
          const username = `eager ${pings}`;
          const times = Array.from({ length: pings }, (_, n) => (n + 1) * MINUTE);
          const session = await stay(username, begin, times);
          expect(await msOf(username, begin, begin + SLOT_MS)).toBe(pings * MINUTE);
          const found = await opened.store.findSession(session.id);
          expect(found?.totals).toEqual([{ path: ['v'], ms: pings * MINUTE }]);
          expect(found?.trail).toEqual(session.trail);
        }
      });

      it('put the time of the session into the right slots, also at the edges of slots', async () => {
        const begin = nextEra();
        const minutes = [5, 10, 15, 20, 30, 31, 32, 44, 46];
        await stay(
          'over edges',
          begin,
          minutes.map((minute) => minute * MINUTE),
        );
        const slots = [0, 1, 2, 3, 4].map((slot) => begin + slot * SLOT_MS);
        expect(await Promise.all(slots.map((slot) => msOf('over edges', slot, slot + SLOT_MS)))).toEqual([
          15 * MINUTE,
          15 * MINUTE,
          15 * MINUTE,
          MINUTE,
          0,
        ]);
      });

      it('keep the time of the session after a day of silence, also if it gets new pings then', async () => {
        const begin = nextEra();
        const session = await stay('silent', begin, [MINUTE, 2 * MINUTE, 3 * MINUTE]);
        // Newer pings of other sessions: a store may settle silent sessions by the time of its newest ping.
        await stay('others', begin + DAY, [MINUTE, 10 * MINUTE]);
        expect(await msOf('silent', begin, begin + SLOT_MS)).toBe(3 * MINUTE);
        expect((await opened.store.findSession(session.id))?.totals).toEqual([
          { path: ['v'], ms: 3 * MINUTE },
        ]);

        const hidden = pinging(session, { kind: 'keepalive', visible: false, path: ['v'] }, begin + DAY);
        await opened.store.commit([hidden]);
        const back = staying(after(hidden), 'v', begin + DAY + MINUTE);
        await opened.store.commit([back]);
        expect(await msOf('silent', begin, begin + 2 * DAY)).toBe(4 * MINUTE);
        expect((await opened.store.loadLatest([session.key]))[0]).toEqual(after(back));
        const days = [0, 1, 2].map((day) => ({ from: begin + day * DAY, to: begin + (day + 1) * DAY }));
        const counts = days.map(
          async (day) => (await opened.store.summarize(day, { usernames: ['silent'] })).sessions,
        );
        expect(await Promise.all(counts)).toEqual([1, 1, 0]);
      });
    });
  });
};

/** Sorts rows, because stores return them in no order. */
const sorted = <T>(rows: readonly T[]): T[] =>
  rows.toSorted((a, b) => compareCodePoints(JSON.stringify(a, KEYS), JSON.stringify(b, KEYS)));

const KEYS = ['bucket', 'view', 'tab', 'lengthBucket', 'username', 'users', 'sessions', 'ms', 'visits'];

const sumOf = (rows: readonly { readonly ms: number }[]): number => rows.reduce((sum, { ms }) => sum + ms, 0);
