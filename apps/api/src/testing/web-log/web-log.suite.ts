import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  KeepaliveBody,
  SessionAnswer,
  SummaryAnswer,
  TabDuration,
  TimelineAnswer,
  ViewsAnswer,
} from '@dwell/shared';
import type { Environment } from '../../platform/settings/read-settings.js';
import { TestServer } from '../test-server.js';
import { generateLog } from './generate-log.js';
import { type LoggedPing, readLog } from './read-log.js';
import { byBucket, type Piece, recount, type RecountedSession } from './recount.js';

const REQUESTS = 2_500;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** When the clocks in Paris go forward, from UTC+1 to UTC+2. */
const CLOCKS_CHANGE = Date.UTC(2026, 2, 29, 1);

/**
 * Returns when the day that contains `at` began in Paris. Knows no other change of the clocks than
 * {@link CLOCKS_CHANGE}.
 */
const parisDay = (at: number): number => {
  const local = at + (at < CLOCKS_CHANGE ? 1 : 2) * HOUR;
  const midnight = local - (local % (24 * HOUR)) - HOUR;
  return midnight < CLOCKS_CHANGE ? midnight : midnight - HOUR;
};

const hourAt = (offset: number) => (at: number) => {
  const from = at - ((at + offset) % HOUR);
  return { from, to: from + HOUR };
};

const CALENDARS = [
  { bucket: 'hour', tz: 'UTC', bucketOf: hourAt(0) },
  { bucket: 'hour', tz: 'Asia/Kathmandu', bucketOf: hourAt(5 * HOUR + 45 * MINUTE) },
  {
    bucket: 'day',
    tz: 'Europe/Paris',
    bucketOf: (at: number) => ({ from: parisDay(at), to: parisDay(parisDay(at) + 26 * HOUR) }),
  },
] as const;

/**
 * Sends a web server's log through the API, and compares the sessions, the timeline, the views and the summary with an
 * independent count of the log.
 */
export const describeWebLog = (name: string, env: () => Environment): void => {
  describe(`a web server's log of ${REQUESTS} requests, recorded on ${name}`, () => {
    const pings = readLog(generateLog(REQUESTS));
    const sessions = recount(pings);
    const pieces = sessions.flatMap((session) => session.pieces);
    const window = { from: Date.UTC(2026, 2, 26, 23), to: Date.UTC(2026, 2, 31) };
    let server: TestServer;
    let key: string;

    const get = async <T>(call: string, query: readonly (readonly [string, string])[] = []): Promise<T> => {
      const answer = await server.call<T>(
        'GET',
        `/api/v2/${call}?${new URLSearchParams(query.map(([...pair]) => pair))}`,
        { key },
      );
      expect(answer.status).toBe(200);
      return answer.body;
    };
    const inWindow = [
      ['from', String(window.from / 1000)],
      ['to', String(window.to / 1000)],
    ] as const;

    beforeAll(async () => {
      server = await TestServer.start({ ON_INACTIVE: 'restart', ...env() });
      key = await server.createKey({ name: 'log', role: 'analyst' });
      for (const ping of pings) {
        server.clock.set(ping.at);
        const { status } = await server.call('POST', `/api/v2/${ping.kind}`, {
          key,
          user: ping.user,
          body: bodyOf(ping),
        });
        if (status !== 200) throw new Error(`A ping was answered with ${status}`);
      }
    }, 600_000);
    afterAll(() => server.close());

    it('has time across midnight and across the clock change, lines out of order, and devices with and without page_id', () => {
      expect(pings).toHaveLength(REQUESTS);
      expect(sessions.length).toBeGreaterThan(100);
      const crosses = (edge: number): boolean => pieces.some(({ from, to }) => from < edge && edge < to);
      expect(crosses(CLOCKS_CHANGE - 2 * HOUR)).toBe(true);
      expect(crosses(CLOCKS_CHANGE)).toBe(true);
      const at = generateLog(REQUESTS)
        .map((line) => readLog([line])[0]?.at ?? 0)
        .filter(Boolean);
      expect(at).not.toEqual(at.toSorted((a, b) => a - b));
      expect(at.some((time) => time % 1_000 > 0)).toBe(true);
      expect(pings.some(({ page }) => page === undefined)).toBe(true);
      expect(new Set(pings.map(({ page }) => page)).size).toBeGreaterThan(10);
    });

    it('gives each session its start, its last ping, and its time by view and tab', async () => {
      const { sessions: answered } = await get<{ sessions: SessionAnswer[] }>('sessions');
      expect(answered.map(fromAnswer).sort()).toEqual(sessions.map(fromRecount).sort());
    });

    it.each(CALENDARS)('gives each view its time by $bucket in $tz', async ({ bucket, tz, bucketOf }) => {
      const query = [...inWindow, ['tz', tz], ['bucket', bucket]] as const;
      expect(sumsOf(await get<TimelineAnswer>('statistics/timeline', query))).toEqual(
        byBucket(pieces, bucketOf),
      );
    });

    it.each(CALENDARS)(
      'gives each view its time of one user by $bucket in $tz',
      async ({ bucket, tz, bucketOf }) => {
        const user = '192.0.2.10';
        const own = sessions.filter((session) => session.user === user).flatMap((session) => session.pieces);
        expect(own.length).toBeGreaterThan(100);
        const query = [...inWindow, ['tz', tz], ['bucket', bucket], ['usernames[]', user]] as const;
        expect(sumsOf(await get<TimelineAnswer>('statistics/timeline', query))).toEqual(
          byBucket(own, bucketOf),
        );
      },
    );

    it('gives each view and tab its time and visits', async () => {
      const { views } = await get<ViewsAnswer>('statistics/views', inWindow);
      const answered = views.flatMap(({ view, tabs }) =>
        tabs.map(({ tab, visible_duration, visits }) => [
          pathName(view, tab),
          toMs(visible_duration),
          visits,
        ]),
      );
      const expected = [...Map.groupBy(pieces, pathOf)].map(([path, own]) => [
        path,
        lengthOf(own),
        own.filter(({ beginsVisit }) => beginsVisit).length,
      ]);
      expect(answered.sort()).toEqual(expected.sort());
    });

    it('gives the sums over all sessions', async () => {
      const { current } = await get<SummaryAnswer>('statistics/summary', inWindow);
      expect({ ...current, visible_duration: toMs(current.visible_duration) }).toMatchObject({
        visible_duration: lengthOf(pieces),
        visits: pieces.filter(({ beginsVisit }) => beginsVisit).length,
        users: new Set(sessions.filter((session) => session.pieces.length > 0).map(({ user }) => user)).size,
        views: new Set(pieces.map(({ view }) => view)).size,
        sessions: sessions.length,
      });
    });
  });
};

const bodyOf = ({ kind, visible, view, tab, client, page }: LoggedPing): Partial<KeepaliveBody> => ({
  path: tab === undefined ? [view] : [view, tab],
  client_id: client,
  ...(kind === 'keepalive' ? { visible } : {}),
  ...(page === undefined ? {} : { page_id: page }),
});

const toMs = (seconds: number): number => Math.round(seconds * 1000);

const pathName = (view: string, tab: string | null | undefined): string => `${view} ${tab ?? '(no tab)'}`;

const pathOf = ({ view, tab }: Piece): string => pathName(view, tab);

const lengthOf = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, { from, to }) => sum + to - from, 0);

/** Describes a session in one line, with times in milliseconds. Paths without time are left out. */
const describeSession = (
  user: string,
  [start, lastPing, visibleMs]: readonly number[],
  totals: readonly (readonly [path: string, ms: number])[],
): string => JSON.stringify([user, start, lastPing, visibleMs, totals.filter(([, ms]) => ms > 0).toSorted()]);

const fromAnswer = ({ username, start, last_ping, visible_duration, tab_duration }: SessionAnswer): string =>
  describeSession(username, [start, last_ping, visible_duration].map(toMs), totalsOf(tab_duration));

const totalsOf = (durations: TabDuration): [path: string, ms: number][] =>
  Object.entries(durations).flatMap(([view, time]): [string, number][] =>
    typeof time === 'number'
      ? [[pathName(view, undefined), toMs(time)]]
      : Object.entries(time).map(([tab, seconds]) => [pathName(view, tab), toMs(seconds)]),
  );

const fromRecount = ({ user, start, lastPing, pieces }: RecountedSession): string =>
  describeSession(
    user,
    [start, lastPing, lengthOf(pieces)],
    [...Map.groupBy(pieces, pathOf)].map(([path, own]) => [path, lengthOf(own)]),
  );

/** Returns the time of each view in each bucket, as {@link byBucket} does. */
const sumsOf = ({ buckets, series }: TimelineAnswer): Map<string, number> =>
  new Map(
    series.flatMap(({ view, visible_duration }) =>
      buckets.flatMap(({ from }, index): [string, number][] => {
        const ms = toMs(visible_duration[index] ?? 0);
        return ms === 0 ? [] : [[`${new Date(toMs(from)).toISOString()} ${view}`, ms]];
      }),
    ),
  );
