import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  ConcurrencyAnswer,
  DistributionAnswer,
  HeatmapAnswer,
  SessionsAnswer,
  SummaryAnswer,
  TimelineAnswer,
  UnusedAnswer,
  UserRankingAnswer,
  ViewsAnswer,
} from '@dwell/shared';
import { REPOSITORY_ROOT } from '../platform/repository-root.js';
import { type Parameters, type Stay, StatisticsStage } from './testing/statistics-stage.js';

const MINUTE = 60;
const DAY_MS = 86_400_000;

/** A Monday. */
const TODAY = Date.UTC(2026, 2, 2);

const MONTH_BEFORE: readonly Stay[] = [['ann', ['/help'], '10:00', '10:04']];

const WEEK_BEFORE: readonly Stay[] = [
  ['ann', ['/orders', 'open'], '10:00', '10:10'],
  ['bob', ['/stock'], '10:00', '10:05'],
];

const MORNING: readonly Stay[] = [
  ['wall screen', ['/orders', 'open'], '10:00', '12:00'],
  ['ann', ['/orders', 'open'], '10:00', '10:30'],
  ['bob', ['/orders', 'late'], '10:10', '10:20'],
  ['bob', ['/stock'], '10:20', '10:26'],
  ['cid', ['/orders', 'open'], '11:00', '11:02'],
  ['dee', ['/stock'], '11:59', '12:00'],
];

// The questions of docs/questions.md, asked about users whose figures can be computed by hand.
describe('The twenty questions: a call answers', () => {
  let stage: StatisticsStage;
  const at = (time: string): number => Date.parse(`2026-03-02T${time}Z`) / 1000;
  const morning = { from: TODAY / 1000, to: at('12:00') };
  beforeAll(async () => {
    stage = await StatisticsStage.open();
    await stage.makeGroup('support', ['ann', 'bob']);
    await stage.makeGroup('sales', ['cid', 'dee']);
    await stage.makeGroup('screens', ['wall screen']);
    await stage.play(TODAY - 28 * DAY_MS, MONTH_BEFORE);
    await stage.play(TODAY - 7 * DAY_MS, WEEK_BEFORE);
    await stage.play(TODAY, MORNING);
  });
  afterAll(() => stage.close());

  /** Expects a quantile within its documented error. */
  const expectNear = (actual: number | null, seconds: number): void => {
    expect(Math.abs((actual ?? NaN) - seconds)).toBeLessThanOrEqual(0.05 * seconds);
  };

  it('1: which views take the most time', async () => {
    const { views } = await stage.ask<ViewsAnswer>('statistics/views', morning);
    expect(views).toMatchObject([
      { view: '/orders', visible_duration: 162 * MINUTE, share: 162 / 169, visits: 4, users: 4 },
      { view: '/stock', visible_duration: 7 * MINUTE, share: 7 / 169, visits: 2, users: 2 },
    ]);
    expect(views[0]?.tabs).toMatchObject([
      { tab: 'open', visible_duration: 152 * MINUTE },
      { tab: 'late', visible_duration: 10 * MINUTE },
    ]);
  });

  it('2: how the time on views has changed since the window before', async () => {
    const query = { ...morning, compare: 'weekdays' };
    const { current, previous, previous_window } = await stage.ask<SummaryAnswer>(
      'statistics/summary',
      query,
    );
    expect([current.visible_duration, previous?.visible_duration]).toEqual([169 * MINUTE, 15 * MINUTE]);
    expect(previous_window).toEqual({ from: morning.from - 7 * 86_400, to: morning.to - 7 * 86_400 });
    const { views } = await stage.ask<ViewsAnswer>('statistics/views', query);
    expect(views.map((view) => view.previous_visible_duration)).toEqual([10 * MINUTE, 5 * MINUTE]);
    const timeline = await stage.ask<TimelineAnswer>('statistics/timeline', { ...query, bucket: 'hour' });
    expect(timeline.previous?.map((bucket) => bucket.visible_duration)).toEqual([
      ...Array<number>(10).fill(0),
      15 * MINUTE,
      0,
    ]);
  });

  it('3: how the time on views has changed since the same days of the month before', async () => {
    const query = { ...morning, compare: 'month' };
    const { previous, previous_window } = await stage.ask<SummaryAnswer>('statistics/summary', query);
    expect(previous?.visible_duration).toBe(4 * MINUTE);
    expect(previous_window?.from).toBe(Date.UTC(2026, 1, 2) / 1000);
  });

  it('4 and 5: how long visits of a view last: mean, median and 95th percentile', async () => {
    const query = { ...morning, view: '/orders' };
    const { current } = await stage.ask<SummaryAnswer>('statistics/summary', query);
    expect(current.mean_visit_duration).toBe((162 / 4) * MINUTE);
    expectNear(current.median_visit_duration, 10 * MINUTE);
    expectNear(current.p95_visit_duration, 120 * MINUTE);
    const distribution = await stage.ask<DistributionAnswer>('statistics/distribution', query);
    expect(distribution).toMatchObject({
      visits: 4,
      mean_visit_duration: current.mean_visit_duration,
      median_visit_duration: current.median_visit_duration,
      p95_visit_duration: current.p95_visit_duration,
      relative_error: 0.05,
    });
    for (const minutes of [2, 10, 30, 120]) {
      const { buckets } = distribution;
      const bucket = buckets.find(
        ({ after, up_to }) => minutes * MINUTE > after && minutes * MINUTE <= up_to,
      );
      expect(bucket?.visits).toBe(1);
    }
  });

  it('6: which views nobody opens, and which are left at once', async () => {
    const query = { ...morning, left_within: 2 * MINUTE };
    const { unused_views, left_at_once } = await stage.ask<UnusedAnswer>('statistics/unused', query);
    expect(unused_views).toEqual([{ view: '/help' }]);
    expect(left_at_once).toMatchObject([{ view: '/stock', tab: null, visits: 2 }]);
    const before = { from: morning.from - 7 * 86_400, to: morning.from };
    const { unused_tabs } = await stage.ask<UnusedAnswer>('statistics/unused', before);
    expect(unused_tabs).toEqual([{ view: '/orders', tab: 'late' }]);
  });

  it('7: who is online, and where', async () => {
    const { sessions } = await stage.ask<SessionsAnswer>('sessions', { active: 'true' });
    expect(sessions.map(({ username, last_visible_path }) => [username, last_visible_path])).toEqual([
      ['wall screen', ['/orders', 'open']],
      ['dee', ['/stock']],
    ]);
  });

  it('8: how many are on a view now', async () => {
    const { active_sessions, all_active_sessions } = await stage.ask<SummaryAnswer>('statistics/summary', {
      view: '/stock',
    });
    expect([active_sessions, all_active_sessions]).toEqual([1, 2]);
    const { views } = await stage.ask<ViewsAnswer>('statistics/views', morning);
    expect(views.map(({ view, here_now }) => [view, here_now])).toEqual([
      ['/orders', 1],
      ['/stock', 1],
    ]);
  });

  it('9: which hour was the busiest', async () => {
    const query = { ...morning, bucket: 'hour', top: 1 };
    const { buckets, series, other } = await stage.ask<TimelineAnswer>('statistics/timeline', query);
    const times = buckets.map(
      (_, index) => (series[0]?.visible_duration[index] ?? 0) + (other?.visible_duration[index] ?? 0),
    );
    expect(buckets[times.indexOf(Math.max(...times))]?.from).toBe(at('10:00'));
    expect(Math.max(...times)).toBe(106 * MINUTE);
  });

  it('10: at which hours of the week people look', async () => {
    const query = { from: morning.from - 7 * 86_400, to: morning.to };
    const { cells } = await stage.ask<HeatmapAnswer>('statistics/heatmap', query);
    expect(cells).toHaveLength(7 * 24);
    // Two Mondays at 10:00: one in each week.
    expect(cells[10]).toEqual({
      weekday: 1,
      hour: 10,
      visible_duration: (15 + 106) * MINUTE,
      visits: 6,
      elapsed: 2 * 3_600,
      mean_people: (15 + 106) / 120,
    });
    expect(
      cells.filter((cell) => cell.visible_duration > 0).map(({ weekday, hour }) => [weekday, hour]),
    ).toEqual([
      [1, 10],
      [1, 11],
    ]);
  });

  it('11: when the most people were there, and who', async () => {
    const { measure, peak, points } = await stage.ask<ConcurrencyAnswer>('statistics/concurrency', morning);
    expect(measure).toBe('sessions');
    expect(peak).toEqual({ at: at('10:10'), value: 3 });
    // Of the minutes from 10:00 to 11:00, ann has a session in the first 31 (until 10:30), bob in 17 (from 10:10 to
    // 10:26), and the wall screen in all. The minute of the last ping counts.
    expect(points[10]).toMatchObject({ mean: (31 + 17 + 60) / 60, max: 3 });
    const { sessions } = await stage.ask<SessionsAnswer>('sessions', {
      from: at('10:10'),
      to: at('10:10') + 0.001,
    });
    expect(sessions.map(({ username }) => username).toSorted()).toEqual(['ann', 'bob', 'wall screen']);
    const people = await stage.ask<ConcurrencyAnswer>('statistics/concurrency', {
      ...morning,
      view: '/stock',
    });
    expect(people).toMatchObject({ measure: 'people', peak: { at: at('10:15'), value: 6 / 15 } });
    expect(people.points[10]?.mean).toBeCloseTo(6 / 60, 9);
  });

  it('12: how one user spends the time', async () => {
    const query = { ...morning, usernames: ['bob'] };
    const { current } = await stage.ask<SummaryAnswer>('statistics/summary', query);
    expect(current).toMatchObject({ visible_duration: 16 * MINUTE, visits: 2, views: 2, sessions: 1 });
    const { views } = await stage.ask<ViewsAnswer>('statistics/views', query);
    expect(views.map(({ view, visible_duration }) => [view, visible_duration])).toEqual([
      ['/orders', 10 * MINUTE],
      ['/stock', 6 * MINUTE],
    ]);
  });

  it('13: who spends the most time', async () => {
    const query = { ...morning, compare: 'weekdays' };
    const { users, total } = await stage.ask<UserRankingAnswer>('statistics/users', query);
    expect(total).toBe(5);
    expect(users.map(({ rank, username, visible_duration }) => [rank, username, visible_duration])).toEqual([
      [1, 'wall screen', 120 * MINUTE],
      [2, 'ann', 30 * MINUTE],
      [3, 'bob', 16 * MINUTE],
      [4, 'cid', 2 * MINUTE],
      [5, 'dee', MINUTE],
    ]);
    expect(users[2]).toEqual({
      rank: 3,
      username: 'bob',
      visible_duration: 16 * MINUTE,
      share: 16 / 169,
      visits: 2,
      sessions: 1,
      last_seen: at('10:26'),
      top_view: '/orders',
      previous_visible_duration: 5 * MINUTE,
    });
  });

  it('14: how two teams compare', async () => {
    const summary = (parameters: Parameters) =>
      stage.ask<SummaryAnswer>('statistics/summary', { ...morning, ...parameters });
    const answers = ['support', 'sales'].map((group) => summary({ groups: [group] }));
    const times = (await Promise.all(answers)).map(({ current }) => current.visible_duration);
    expect(times).toEqual([46 * MINUTE, 3 * MINUTE]);
    // Some are named, some are in a group, and some are excluded. Whoever is excluded does not count.
    const some = await summary({
      groups: ['support'],
      usernames: ['dee'],
      not_usernames: ['bob'],
      not_groups: ['screens'],
    });
    expect(some.current).toMatchObject({ visible_duration: 31 * MINUTE, users: 2 });
    expect(some.all_active_sessions).toBe(1);
  });

  it('15: everything without the wall screens', async () => {
    for (const excluded of ['not_usernames', 'not_groups']) {
      const names = excluded === 'not_groups' ? ['screens'] : ['wall screen'];
      const query = { ...morning, [excluded]: names };
      const { current, all_active_sessions } = await stage.ask<SummaryAnswer>('statistics/summary', query);
      expect(current).toMatchObject({ visible_duration: 49 * MINUTE, users: 4, sessions: 4 });
      expect(all_active_sessions).toBe(1);
      const { peak } = await stage.ask<ConcurrencyAnswer>('statistics/concurrency', query);
      expect(peak).toEqual({ at: at('10:10'), value: 2 });
      const { sessions } = await stage.ask<SessionsAnswer>('sessions', query);
      expect(new Set(sessions.map(({ username }) => username))).toEqual(
        new Set(['ann', 'bob', 'cid', 'dee']),
      );
    }
  });

  it('16: what the same figures are, as a file for a spreadsheet', async () => {
    const { status, headers, text } = await stage.get<unknown>(
      'statistics/views',
      `from=${morning.from}&to=${morning.to}&format=csv`,
    );
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const [header = '', first = ''] = text.split('\r\n');
    expect(header.split(',').slice(0, 3)).toEqual(['view', 'tab', 'visible_duration']);
    expect(first.split(',').slice(0, 3)).toEqual(['/orders', 'open', String(152 * MINUTE)]);
  });

  it('20: the minutes of the last hours', async () => {
    const query = { from: at('10:00'), to: at('12:00'), bucket: 'minute' };
    const { points } = await stage.ask<ConcurrencyAnswer>('statistics/concurrency', query);
    expect(points).toHaveLength(120);
    expect(points.map(({ max }) => max).slice(9, 12)).toEqual([2, 3, 3]);
  });

  it('all questions of docs/questions.md: each call that is written there is answered 200', async () => {
    const document = readFileSync(join(REPOSITORY_ROOT, 'docs/questions.md'), 'utf8');
    const calls = [...document.matchAll(/`GET \/api\/v2\/([^`]+)`/g)].map(([, call = '']) => call);
    expect(calls.length).toBeGreaterThanOrEqual(20);
    for (const call of calls) {
      const [path = '', query = ''] = call.split('?');
      expect([call, (await stage.get(path, query)).status]).toEqual([call, 200]);
    }
  });

  // This must be the last test, because it records more.
  it('19: the figures of a past window stay the same', async () => {
    const calls = ['summary', 'views', 'users', 'distribution'].map((name) => `statistics/${name}`);
    const figures = async (): Promise<unknown[]> => {
      const answers = calls.map((call) => stage.ask<Record<string, unknown>>(call, morning));
      // The figures about the present moment are left out.
      return (await Promise.all(answers)).map(({ current, views, users, buckets }) =>
        JSON.parse(JSON.stringify({ current, views, users, buckets }), (name, value: unknown) =>
          ['here_now', 'last_seen'].includes(name) ? undefined : value,
        ),
      );
    };
    stage.server.clock.set(TODAY + 13 * 3_600_000);
    const before = await figures();
    await stage.play(TODAY + DAY_MS, MORNING);
    await stage.play(TODAY + 7 * DAY_MS, MORNING);
    expect(await figures()).toEqual(before);
  });
});
