import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  BUCKETS,
  COMPARISONS,
  type ErrorAnswer,
  type SessionAnswer,
  type StatisticsScope,
  type SummaryAnswer,
  type TimelineAnswer,
  toMilliseconds,
  type ViewsAnswer,
} from '@dwell/shared';
import type { OpenAPIObject } from '@nestjs/swagger';
import Papa from 'papaparse';
import { TestServer, TestUser } from '../testing/test-server.js';

const ZONES = ['UTC', 'America/New_York', 'Asia/Kathmandu'];
const VIEWS = [
  ['/orders', 'open'],
  ['/orders', 'late'],
  ['/orders'],
  ['/customers'],
  ['/alarms', 'map'],
] as const;

/** Returns the sum of durations in seconds, as milliseconds: whole numbers add up without rounding errors. */
const sumMs = (seconds: readonly number[]): number =>
  seconds.reduce((sum, each) => sum + toMilliseconds(each), 0);

describe('Statistics', () => {
  let server: TestServer;
  let key: string;
  let begin: number;
  beforeAll(async () => {
    server = await TestServer.start();
    key = await server.createKey({ name: 'statistics', role: 'analyst' });
    begin = server.clock.now() / 1000;
    const users = ['ann', 'bob', 'cid'].map((name) => new TestUser(server, key, name));
    // Four days of short stays at odd milliseconds, which cross the edges of slots, hours and days.
    for (let turn = 0; turn < 400; turn++) {
      const user = users[turn % 3];
      const path = VIEWS[(turn * 7) % VIEWS.length];
      if (!user || !path) continue;
      if (turn % 30 < 3) await user.start();
      server.clock.advance(turn % 90 === 89 ? 16 * 3_600_000 + 137 : 61_337 + turn * 13);
      await user.keepalive({ visible: turn % 5 !== 0, path });
    }
  });
  afterAll(() => server.close());

  const ask = async <T>(question: string, query: Record<string, string>): Promise<T> => {
    const answer = await server.call<T>(
      'GET',
      `/api/v2/statistics/${question}?${new URLSearchParams(query)}`,
      { key },
    );
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const everything = (): Record<string, string> => ({
    from: String(begin),
    to: String(server.clock.now() / 1000),
  });

  it.each(ZONES)(
    'have the same total, to the millisecond, in summary, views and timeline: in %s, for buckets of every length',
    async (tz) => {
      const query = { ...everything(), tz };
      const summary = await ask<SummaryAnswer>('summary', query);
      const { views } = await ask<ViewsAnswer>('views', query);
      const total = toMilliseconds(summary.current.visible_duration);
      expect(total).toBeGreaterThan(0);
      expect(sumMs(views.map((view) => view.visible_duration))).toBe(total);
      for (const view of views) {
        expect(sumMs(view.tabs.map((tab) => tab.visible_duration))).toBe(
          toMilliseconds(view.visible_duration),
        );
      }
      for (const bucket of BUCKETS) {
        const { series } = await ask<TimelineAnswer>('timeline', { ...query, bucket });
        expect(sumMs(series.flatMap((each) => each.visible_duration))).toBe(total);
      }
    },
  );

  it('agree with the list of sessions', async () => {
    const { body } = await server.call<{ sessions: SessionAnswer[] }>('GET', '/api/v2/sessions', { key });
    const summary = await ask<SummaryAnswer>('summary', everything());
    expect(toMilliseconds(summary.current.visible_duration)).toBe(
      sumMs(body.sessions.map((session) => session.visible_duration)),
    );
    expect(summary.current.sessions).toBe(body.sessions.length);
    expect(summary.active_sessions).toBe(body.sessions.filter(({ active }) => active).length);
    expect(summary.current.users).toBe(new Set(body.sessions.map(({ username }) => username)).size);
  });

  it('of each user add up to those of all users', async () => {
    const all = await ask<SummaryAnswer>('summary', everything());
    const each = await Promise.all(
      ['ann', 'bob', 'cid'].map((name) =>
        ask<SummaryAnswer>('summary', { ...everything(), 'usernames[]': name }),
      ),
    );
    expect(sumMs(each.map(({ current }) => current.visible_duration))).toBe(
      toMilliseconds(all.current.visible_duration),
    );
    expect(each.reduce((sum, { current }) => sum + current.visits, 0)).toBe(all.current.visits);
    expect(each.map(({ current }) => current.users)).toEqual([1, 1, 1]);
  });

  it('of one view agree with the row of that view', async () => {
    const { views } = await ask<ViewsAnswer>('views', everything());
    for (const { view, visible_duration, visits } of views) {
      const { current } = await ask<SummaryAnswer>('summary', { ...everything(), view });
      expect(current).toMatchObject({ visible_duration, visits, views: 1 });
    }
  });

  it('name the window that they used, and count nothing outside it', async () => {
    const from = begin + 1_000;
    const answer = await ask<SummaryAnswer>('summary', { from: String(from), to: String(from + 10) });
    expect(answer.window).toEqual({ from: begin + 900, to: begin + 1_800 });
    expect(answer.previous_window).toEqual({ from: begin, to: begin + 900 });
    expect(answer.current.visible_duration).toBeLessThanOrEqual(3 * 900);
  });

  it.each(['summary', 'views', 'timeline'])(
    'of %s name the window that "compare" chooses',
    async (question) => {
      const query = { from: '1763942400', to: '1764028800' };
      const windows = await Promise.all(
        COMPARISONS.map(async (compare) => {
          const { previous_window } = await ask<StatisticsScope>(question, { ...query, compare });
          return previous_window && new Date(previous_window.from * 1000).toISOString().slice(0, 10);
        }),
      );
      expect(windows).toEqual(['2025-11-23', '2025-10-24', '2024-11-24', '2025-11-17', null]);
      const byDefault = await ask<StatisticsScope>(question, query);
      expect(byDefault.previous_window?.from).toBe(1763942400 - 86_400);
    },
  );

  it('show the figures of the compared window as the previous ones, and null without a comparison', async () => {
    const day = Math.floor(begin / 86_400) * 86_400;
    const query = { from: String(day + 86_400), to: String(day + 2 * 86_400) };
    const before = { from: String(day), to: String(day + 86_400) };
    const { current } = await ask<SummaryAnswer>('summary', before);
    expect(current.visible_duration).toBeGreaterThan(0);
    expect((await ask<SummaryAnswer>('summary', query)).previous).toEqual(current);
    const viewsBefore = new Map(
      (await ask<ViewsAnswer>('views', before)).views.map(({ view, visible_duration }) => [
        view,
        visible_duration,
      ]),
    );
    for (const view of (await ask<ViewsAnswer>('views', query)).views) {
      expect(view.previous_visible_duration).toBe(viewsBefore.get(view.view) ?? 0);
    }

    const alone = { ...query, compare: 'none' };
    expect((await ask<SummaryAnswer>('summary', alone)).previous).toBeNull();
    for (const view of (await ask<ViewsAnswer>('views', alone)).views) {
      expect(view.previous_visible_duration).toBeNull();
    }
  });

  it('compare a window that reaches beyond now up to the same time of the earlier day', async () => {
    const now = server.clock.now() / 1000;
    const midnight = Math.floor(now / 86_400) * 86_400;
    const query = { from: String(midnight), to: String(midnight + 86_400) };
    const { window, previous_window } = await ask<SummaryAnswer>('summary', query);
    expect(window).toEqual({ from: midnight, to: midnight + 86_400 });
    expect(previous_window).toEqual({
      from: midnight - 86_400,
      to: (Math.floor(now / 900) + 1) * 900 - 86_400,
    });
  });

  it('say which buckets of the timeline are partial, and which still run', async () => {
    const now = server.clock.now() / 1000;
    const midnight = Math.floor(now / 86_400) * 86_400;
    const query = { from: String(midnight - 1.5 * 86_400), to: String(midnight + 86_400) };
    const { buckets } = await ask<TimelineAnswer>('timeline', query);
    expect(buckets).toEqual([
      { from: midnight - 1.5 * 86_400, to: midnight - 86_400, partial: true, running: false },
      { from: midnight - 86_400, to: midnight, partial: false, running: false },
      { from: midnight, to: midnight + 86_400, partial: true, running: true },
    ]);
  });

  describe('as a file', () => {
    it('are there for every statistic of the OpenAPI document', async () => {
      const { body } = await server.call<OpenAPIObject>('GET', '/api/openapi.json');
      const statistics = Object.keys(body.paths).filter((path) => path.startsWith('/api/v2/statistics/'));
      expect(statistics.length).toBeGreaterThanOrEqual(3);
      for (const path of statistics) {
        const { headers } = await server.call('GET', `${path}?format=csv`, { key });
        expect([path, headers.get('content-type')]).toEqual([path, 'text/csv; charset=utf-8']);
      }
    });

    const download = (question: string, query: Record<string, string>) =>
      server.call('GET', `/api/v2/statistics/${question}?${new URLSearchParams(query)}`, { key });
    const rowsOf = async (question: string, query: Record<string, string>) => {
      const csv = await download(question, { ...query, format: 'csv' });
      const ndjson = await download(question, { ...query, format: 'ndjson' });
      expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      const { data, errors } = Papa.parse<Record<string, string>>(csv.text, {
        header: true,
        skipEmptyLines: true,
      });
      expect(errors).toEqual([]);
      const lines = ndjson.text.split('\n').slice(0, -1);
      return {
        rows: data,
        lines: lines.map((line) => JSON.parse(line) as Record<string, string | number | null>),
      };
    };

    it('have a row for each view and tab, with the figures of the answer in JSON', async () => {
      const { views } = await ask<ViewsAnswer>('views', everything());
      const { rows, lines } = await rowsOf('views', everything());
      const expected = views.flatMap(({ tabs, ...view }) => tabs.map((tab) => ({ view, tab })));
      expect(expected.length).toBeGreaterThan(3);
      expect(lines).toEqual(
        expected.map(({ view, tab }) => ({
          view: view.view,
          tab: tab.tab,
          visible_duration: tab.visible_duration,
          visits: tab.visits,
          mean_visit_duration: tab.mean_visit_duration,
          median_visit_duration: tab.median_visit_duration,
          p95_visit_duration: tab.p95_visit_duration,
          view_visible_duration: view.visible_duration,
          view_share: view.share,
          view_visits: view.visits,
          view_users: view.users,
          view_here_now: view.here_now,
          view_previous_visible_duration: view.previous_visible_duration,
        })),
      );
      expect(rows).toEqual(
        lines.map((line) =>
          Object.fromEntries(Object.entries(line).map(([name, value]) => [name, String(value ?? '')])),
        ),
      );
    });

    it('have a row for each bucket and view of the timeline, with times of the time zone', async () => {
      const query = { ...everything(), tz: 'Asia/Kathmandu' };
      const { buckets, series } = await ask<TimelineAnswer>('timeline', query);
      const { rows, lines } = await rowsOf('timeline', query);
      expect(lines).toEqual(
        buckets.flatMap((bucket, index) =>
          series.map(({ view, visible_duration }) => ({
            ...bucket,
            view,
            visible_duration: visible_duration[index],
          })),
        ),
      );
      expect(rows).toHaveLength(lines.length);
      expect(rows.at(-1)).toMatchObject({
        from: expect.stringMatching(/ 00:00:00$/),
        from_epoch: String(buckets.at(-1)?.from),
        running: 'true',
      });
    });

    it('have a row for the window of the summary and one for the compared window, if there is one', async () => {
      const query = { from: String(begin + 86_400), to: String(begin + 2 * 86_400) };
      const { current, previous, previous_window } = await ask<SummaryAnswer>('summary', query);
      const { rows, lines } = await rowsOf('summary', query);
      expect(lines).toMatchObject([
        { window: 'current', ...current, active_sessions: expect.any(Number) },
        { window: 'previous', ...previous, from: previous_window?.from, active_sessions: null },
      ]);
      expect(rows[1]).toMatchObject({ from: '2026-03-02 09:00:00', active_sessions: '' });
      expect((await rowsOf('summary', { ...query, compare: 'none' })).rows).toHaveLength(1);
    });

    it('have a name with the statistic and the window, and refuse what is for CSV alone', async () => {
      const query = { from: '1772323200', to: '1772409600', tz: 'Asia/Tokyo' };
      const { headers } = await download('views', { ...query, format: 'ndjson' });
      expect(headers.get('content-disposition')).toBe(
        'attachment; filename="dwell-views_2026-03-01T0900_to_2026-03-02T0900.ndjson"',
      );
      for (const question of ['summary', 'views', 'timeline']) {
        const refused = await download(question, { ...query, decimal: 'comma' });
        expect([refused.status, refused.body['message']]).toEqual([
          400,
          'decimal needs the parameter format=csv',
        ]);
      }
    });
  });

  it('are empty for a window without sessions', async () => {
    const query = { from: '0', to: '900' };
    expect((await ask<SummaryAnswer>('summary', query)).current).toEqual({
      visible_duration: 0,
      visits: 0,
      users: 0,
      views: 0,
      sessions: 0,
      mean_visit_duration: null,
      median_visit_duration: null,
      p95_visit_duration: null,
    });
    expect((await ask<ViewsAnswer>('views', query)).views).toEqual([]);
    expect((await ask<TimelineAnswer>('timeline', query)).series).toEqual([]);
  });

  it.each([
    ['summary', 'tz=Mars/Olympus', 'tz'],
    ['summary', 'tz=%2B05:30', 'tz'],
    ['views', 'tz=Etc/Unknown', 'tz'],
    ['timeline', 'tz=', 'tz'],
    ['summary', 'from=20&to=10', 'from'],
    ['summary', 'from=soon', 'from'],
    ['summary', 'compare=yesterday', 'compare'],
    ['views', 'bucket=day', 'bucket'],
    ['timeline', 'bucket=minute', 'bucket'],
    ['timeline', 'bucket=hour&from=0&to=100000000', 'bucket'],
    ['timeline', 'view=', 'view'],
  ])('answer 400 to %s?%s and name %s', async (question, query, field) => {
    const answer = await server.call<ErrorAnswer>('GET', `/api/v2/statistics/${question}?${query}`, { key });
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map((error) => error.field)).toEqual([field]);
  });
});
