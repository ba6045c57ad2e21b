import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  type ActiveWindow,
  OTHER_VIEW,
  type PageState,
  type PathTotal,
  SESSION_SORTS,
  type SessionSort,
  SORT_ORDERS,
  viewMs,
} from '@dwell/shared';
import type { ListedSession, SessionQuery, SessionStore } from '../ports/session-store.js';
import { compareCodePoints } from '../model/code-point-order.js';
import { ODD_STRINGS } from './legal-strings.js';
import { expectSameSessions } from './comparable-session.js';
import { ModelSessionStore } from './model-session-store.js';
import { after, keyOf, type SessionSketch, sketched, starting, staying, T0 } from './session-changes.js';
import { type OpenStore, useStore } from './store-under-test.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The newest last ping of the sessions below. */
const NOW = T0 + 10 * DAY;
/** A session with a last ping after `until` is ahead of the clock, and counts as ended. */
const ACTIVE: ActiveWindow = { after: NOW - 5 * MINUTE, until: NOW - MINUTE };

const BY_START = { sort: 'start', order: 'asc', limit: 1_000, activeWindow: ACTIVE } as const;

/**
 * Pages of the sessions below. Here `at` is how many milliseconds before the session's last ping the page's own last
 * ping came.
 */
const PAGES: readonly Omit<PageState, 'id'>[] = [
  { at: 10 * MINUTE, visible: true, path: ['home'] },
  { at: 0, visible: false, path: ['home'] },
  { at: 0, visible: true, path: ['news'], listedView: OTHER_VIEW },
  { at: 2 * MINUTE, visible: true, path: ['none', 'home'] },
  { at: 4 * MINUTE, visible: true, path: ['news', 'a tab'] },
  { at: 0, visible: true, path: ['o\'"$.%\\'] },
  { at: MINUTE, visible: true, path: ['home', 'a tab'] },
  { at: 1000, visible: true, path: ['rare'] },
];

/**
 * Returns sessions of many lengths, in the order of their last pings. Many have the same last ping, length or visible
 * time.
 */
const variedSessions = (): SessionSketch[] => {
  const lengths = [0, 1, MINUTE, 15 * MINUTE, 15 * MINUTE + 1, 2 * HOUR, 9 * HOUR, 3 * DAY, 9 * DAY];
  const names = ['ann', 'Ann', 'anna', 'ben', 'zoë', ...ODD_STRINGS];
  return Array.from({ length: 240 }, (_, n): SessionSketch => {
    const lastPing = NOW - (n % 3 === 0 ? n * 1000 : (n % 40) * 6 * HOUR);
    const length = lengths[n % lengths.length] ?? 0;
    const visibleMs = Math.min(length, (n % 7) * MINUTE);
    const views = [['home'], ['home', 'news'], [], ['rare']][n % 50 === 3 ? 3 : Math.floor(n / 2) % 3] ?? [];
    return {
      username: names[n % names.length] ?? '',
      client: `client ${n}`,
      start: lastPing - length,
      lastPing,
      visibleMs,
      superseded: n % 11 === 0,
      totals: totalsWithin(visibleMs, views, n),
      pages: PAGES.slice(0, Math.floor(n / 3) % 9).map((page, index) => ({
        ...page,
        id: `p${index}`,
        at: lastPing - page.at,
      })),
      ...(n % 5 === 0 ? { shownView: n % 10 === 0 ? 'home' : 'news' } : {}),
    };
  }).sort((a, b) => a.lastPing - b.lastPing);
};

/** Returns times on the views and their tabs, with many ties. Together they are at most `visibleMs`. */
const totalsWithin = (visibleMs: number, views: readonly string[], n: number): PathTotal[] => {
  let left = visibleMs;
  const take = (ms: number): number => {
    const taken = Math.min(left, ms);
    left -= taken;
    return taken;
  };
  return views.flatMap((view): PathTotal[] => [
    { path: [view], ms: take((n % 5) * 1000) },
    { path: [view, 'a tab'], ms: take((n % 3) * MINUTE) },
  ]);
};

const FILTERS: Record<string, Partial<SessionQuery>> = {
  'no filter': {},
  'one username': { usernames: ['ann'] },
  'several usernames': { usernames: ['ben', 'Ann', 'nobody', "'; drop table users; --"] },
  'a username nobody has': { usernames: ['nobody'] },
  'the start of usernames': { usernamePrefix: 'ann' },
  'active sessions': { active: true },
  'ended sessions': { active: false },
  'sessions started after': { startedAfter: NOW - DAY },
  'sessions stopped before': { stoppedBefore: NOW - 3 * DAY },
  'a view that many were on': { view: 'home' },
  'a view that few were on': { view: 'rare' },
  'a view that nobody was on': { view: 'none' },
  'sessions here now on a view': { view: 'home', hereNow: true },
  'sessions here now on a view that few were on': { view: 'rare', hereNow: true },
  'sessions here now on a view that nobody was on': { view: 'none', hereNow: true },
  'sessions that were on a view and are not here now': { view: 'home', hereNow: false },
  'active ones that were on a view and are not here now': { view: 'news', hereNow: false, active: true },
  'ended ones that are here now': { view: 'home', hereNow: true, active: false },
  'a window': { from: NOW - 4 * DAY, to: NOW - 3 * DAY },
  'an open window from': { from: NOW - 12 * HOUR },
  'an open window to': { to: NOW - 8 * DAY },
  'a shortest duration': { minDurationMs: 3 * MINUTE },
  'a shortest duration on a view': { view: 'home', minDurationMs: 61_000 },
  'a shortest duration on a view that few were on': { view: 'rare', minDurationMs: 1 },
  'a shortest duration of those here now on a view': { view: 'home', hereNow: true, minDurationMs: 2000 },
  'active ones of a window on a view': { active: true, from: NOW - HOUR, to: NOW, view: 'home' },
  'ended ones of users in a window': { active: false, usernames: ['ann', 'ben'], from: NOW - 9 * DAY },
  'long ones of a window stopped before': { minDurationMs: MINUTE, to: NOW - DAY, stoppedBefore: NOW - HOUR },
  'all filters': {
    usernames: ['ann', 'anna', 'ben'],
    usernamePrefix: 'an',
    active: false,
    startedAfter: NOW - 10 * DAY,
    stoppedBefore: NOW,
    view: 'news',
    from: NOW - 9 * DAY,
    to: NOW - HOUR,
    minDurationMs: MINUTE,
  },
  'filters that contradict each other': { active: true, stoppedBefore: NOW },
};

export const describeListing = (open: OpenStore<SessionStore>): void => {
  describe('listing sessions', () => {
    const opened = useStore(open);
    const model = new ModelSessionStore();

    beforeAll(async () => {
      const sketches = variedSessions();
      // Several commits, because a store may settle old sessions in some of them.
      for (let from = 0; from < sketches.length; from += 40) {
        const changes = sketches.slice(from, from + 40).map(sketched);
        expect(await opened.store.commit(changes)).toEqual(new Set());
        await model.commit(changes);
      }
    });

    const list = (query: Partial<SessionQuery>) => opened.store.listSessions({ ...BY_START, ...query });
    const names = (sessions: readonly ListedSession[]) => sessions.map(({ key }) => key.username);

    describe.each(SESSION_SORTS.flatMap((sort) => SORT_ORDERS.map((order) => ({ sort, order }))))(
      'by $sort, $order',
      ({ sort, order }) => {
        it.each(Object.entries(FILTERS))(
          'lists the sessions that match the filter “%s”, also from the middle of the list on',
          async (_, filter) => {
            const query = { ...BY_START, ...viewFor(sort), ...filter, sort, order };
            const all = await model.listSessions(query);
            expectSameSessions(await opened.store.listSessions(query), all);
            const middle = all[Math.floor(all.length / 2)];
            const rest = await opened.store.listSessions({ ...query, after: placeOf(middle, query) });
            expectSameSessions(rest, middle ? all.slice(all.indexOf(middle) + 1) : all);
          },
        );

        it.each([1, 7, 1_000])('lists each session once in pages of %d, despite ties', async (limit) => {
          const filter = { ...viewFor(sort), ...(limit === 1 ? { usernames: ['ben', 'zoë'] } : {}) };
          const all = await model.listSessions({ ...BY_START, ...filter, sort, order });
          const query = { ...BY_START, ...filter, sort, order, limit };
          const ids: string[] = [];
          let page = await opened.store.listSessions(query);
          // A list that repeats itself must fail the test, not hang it.
          while (page.length > 0 && ids.length <= all.length) {
            ids.push(...page.map(({ id }) => id));
            page = await opened.store.listSessions({ ...query, after: placeOf(page.at(-1), query) });
          }
          expect(ids).toEqual(all.map(({ id }) => id));
        });

        it('continues from a cursor that matches no session', async () => {
          const value = sort === 'username' ? 'b' : sort.endsWith('_duration') ? 90_000 : NOW - DAY - 1;
          for (const id of ['', '8', '~']) {
            const query: SessionQuery = { ...BY_START, ...viewFor(sort), sort, order, after: { value, id } };
            expectSameSessions(await opened.store.listSessions(query), await model.listSessions(query));
          }
        });
      },
    );

    it('lists each session either as active or as ended', async () => {
      const [all, active, ended] = await Promise.all([
        list({}),
        list({ active: true }),
        list({ active: false }),
      ]);
      expect([...active, ...ended].map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
      expect(active.length).toBeGreaterThan(0);
      expect(ended.length).toBeGreaterThan(0);
    });

    it('countActive counts as many sessions as are listed as active', async () => {
      for (const filter of [{}, { usernames: ['ann', 'ben'] }, { usernames: ['nobody'] }]) {
        const listed = await list({ ...filter, active: true });
        expect(await opened.store.countActive(filter, ACTIVE)).toBe(listed.length);
      }
    });

    it('with a view, countActive returns as many sessions as a list of those that are here now on the view has', async () => {
      for (const filter of [
        { view: 'home' },
        { view: 'news' },
        { usernames: ['ann', 'ben'], view: 'home' },
      ]) {
        const hereNow = await list({ ...filter, hereNow: true });
        expect(await opened.store.countActive(filter, ACTIVE)).toBe(hereNow.length);
      }
      const hereNow = await opened.store.countActive({ view: 'home' }, ACTIVE);
      expect(hereNow).toBeGreaterThan(0);
      expect(hereNow).toBeLessThan((await list({ view: 'home', active: true })).length);
    });

    it('lists each session of a view either as here now or as not', async () => {
      for (const view of ['home', 'news', 'rare']) {
        const [all, here, elsewhere] = await Promise.all(
          [undefined, true, false].map((hereNow) => list({ view, hereNow })),
        );
        const ids = [...(here ?? []), ...(elsewhere ?? [])].map(({ id }) => id);
        expect(ids.sort()).toEqual(all?.map(({ id }) => id).sort());
      }
    });

    it('lists no sessions for an empty list of usernames', async () => {
      expect(await list({ usernames: [] })).toEqual([]);
    });

    it('finds every username by its first one, two and three characters, whatever they are', async () => {
      const all = names(await list({}));
      const beginnings = new Set(all.flatMap((name) => prefixesOf(name)));
      expect(beginnings.size).toBeGreaterThan(30);
      for (const prefix of beginnings) {
        const found = names(await list({ usernamePrefix: prefix, sort: 'username' }));
        expect(found).toEqual(all.filter((name) => name.startsWith(prefix)).sort(compareCodePoints));
      }
    });

    describe('edges of filters', () => {
      const at = (name: string, start: number, lastPing: number, superseded = false) =>
        sketched({ username: `edge ${name}`, start, lastPing, superseded });
      const edges = { usernamePrefix: 'edge ' };

      beforeAll(async () => {
        await opened.store.commit([
          at('a', T0, T0 + 1000),
          at('b', T0 + 1000, T0 + 2000),
          at('c', T0 + 2000, T0 + 3000, true),
        ]);
      });

      const since = (after: number): ActiveWindow => ({ after, until: NOW });
      const edgeNames = async (query: Partial<SessionQuery>) =>
        names(await list({ ...edges, ...query })).map((name) => name.slice(5));

      it('started_after excludes a session that started at that instant', async () => {
        expect(await edgeNames({ startedAfter: T0 + 999 })).toEqual(['b', 'c']);
        expect(await edgeNames({ startedAfter: T0 + 1000 })).toEqual(['c']);
      });

      it('stopped_before excludes a session whose last ping was at that instant', async () => {
        expect(await edgeNames({ stoppedBefore: T0 + 2000 })).toEqual(['a']);
        expect(await edgeNames({ stoppedBefore: T0 + 2001 })).toEqual(['a', 'b']);
      });

      it('stopped_before excludes active sessions', async () => {
        const query = { stoppedBefore: T0 + 9000, activeWindow: since(T0 + 1500) };
        expect(await edgeNames(query)).toEqual(['a', 'c']);
      });

      it('a session whose last ping was at the alive limit has ended', async () => {
        expect(await edgeNames({ active: true, activeWindow: since(T0 + 1999) })).toEqual(['b']);
        expect(await edgeNames({ active: true, activeWindow: since(T0 + 2000) })).toEqual([]);
        expect(await edgeNames({ active: false, activeWindow: since(T0 + 2000) })).toEqual(['a', 'b', 'c']);
      });

      it('a session whose last ping is beyond the window, ahead of the clock, has ended', async () => {
        const until = (time: number) => ({ activeWindow: { after: T0 - 1, until: time } });
        for (const sort of SESSION_SORTS) {
          const sorted = async (query: Partial<SessionQuery>) => (await edgeNames({ sort, ...query })).sort();
          expect(await sorted({ active: true, ...until(T0 + 2000) })).toEqual(['a', 'b']);
          expect(await sorted({ active: true, ...until(T0 + 1999) })).toEqual(['a']);
          expect(await sorted({ active: false, ...until(T0 + 1999) })).toEqual(['b', 'c']);
        }
        expect(await edgeNames({ stoppedBefore: T0 + 9000, ...until(T0 + 1999) })).toEqual(['b', 'c']);
        const filter = { usernames: ['edge a', 'edge b', 'edge c'] };
        expect(await opened.store.countActive(filter, until(T0 + 2000).activeWindow)).toBe(2);
        expect(await opened.store.countActive(filter, until(T0 + 1999).activeWindow)).toBe(1);
      });

      it('a superseded session has ended, however recent its last ping', async () => {
        expect(await edgeNames({ active: true, activeWindow: since(T0) })).toEqual(['a', 'b']);
        expect(await edgeNames({ active: false, activeWindow: since(T0) })).toEqual(['c']);
      });

      it('a window includes the sessions that overlap it', async () => {
        expect(await edgeNames({ from: T0 + 1000, to: T0 + 1001 })).toEqual(['a', 'b']);
        expect(await edgeNames({ from: T0 + 1001, to: T0 + 2000 })).toEqual(['b']);
        expect(await edgeNames({ from: T0 + 2001, to: T0 + 9000 })).toEqual(['c']);
        expect(await edgeNames({ from: T0 - 9000, to: T0 })).toEqual([]);
        expect(await edgeNames({ from: T0 - 9000, to: T0 + 1 })).toEqual(['a']);
        expect(await edgeNames({ from: T0 + 3001 })).toEqual([]);
      });

      it('a window includes a session that starts before it and that later pings extend into it', async () => {
        const start = starting(keyOf('edge growing'), T0 - 20 * DAY);
        await opened.store.commit([start]);
        let session = after(start);
        for (const hours of [0.1, 0.5, 2, 9, 30, 31, 100]) {
          const change = staying(session, 'v', T0 - 20 * DAY + hours * HOUR);
          await opened.store.commit([change]);
          session = after(change);
        }
        for (const sort of SESSION_SORTS) {
          expect(
            await edgeNames({
              ...(sort === 'view_duration' ? { view: 'v' } : {}),
              sort,
              from: T0 - 18 * DAY,
              to: T0 - 18 * DAY + 1,
            }),
          ).toEqual(['growing']);
          expect(
            await edgeNames({
              ...(sort === 'view_duration' ? { view: 'v' } : {}),
              sort,
              from: T0 - 20 * DAY + 100 * HOUR,
              to: T0 - DAY,
            }),
          ).toEqual(['growing']);
          expect(
            await edgeNames({
              ...(sort === 'view_duration' ? { view: 'v' } : {}),
              sort,
              from: T0 - 20 * DAY + 100 * HOUR + 1,
              to: T0 - DAY,
            }),
          ).toEqual([]);
        }
      });

      it('min_duration includes a session of exactly that duration', async () => {
        const [shortest] = await list({ minDurationMs: MINUTE, sort: 'visible_duration' });
        expect(shortest?.state.visibleMs).toBe(MINUTE);
      });

      it('min_duration with a view is about the time on all tabs of that view', async () => {
        const minDurationMs = MINUTE + 1000;
        const [shortest] = await list({ view: 'home', minDurationMs, sort: 'view_duration' });
        expect(viewMs(shortest?.totals ?? [], 'home')).toBe(minDurationMs);
        expect(shortest?.totals.every(({ ms }) => ms < minDurationMs)).toBe(true);
      });
    });

    it('the first page stays the same when a session starts, and the next page repeats none of it', async () => {
      const before = await list({ limit: 100 });
      await opened.store.commit([sketched({ username: 'new', start: NOW, lastPing: NOW })]);
      const query = { ...BY_START, limit: 100 };
      expect(await list({ limit: 100 })).toEqual(before);
      const next = await list({ limit: 100, after: placeOf(before.at(-1), query) });
      expect(next.filter(({ id }) => before.some((seen) => seen.id === id))).toEqual([]);
    });
  });
};

/** Returns the filter that a list with this sort needs. */
const viewFor = (sort: SessionSort): Pick<SessionQuery, 'view'> =>
  sort === 'view_duration' ? { view: 'home' } : {};

const placeOf = (session: ListedSession | undefined, { sort, view = '' }: SessionQuery) => {
  if (!session) return undefined;
  const { state, key, totals, id } = session;
  const values = {
    start: state.start,
    last_ping: state.lastPing,
    visible_duration: state.visibleMs,
    username: key.username,
    view_duration: viewMs(totals, view),
  };
  return { value: values[sort], id };
};

const prefixesOf = (name: string): string[] => {
  const characters = Array.from(name);
  return characters.slice(0, 3).map((_, index) => characters.slice(0, index + 1).join(''));
};
