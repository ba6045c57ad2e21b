import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  BUCKETS,
  COMPARISONS,
  type SessionsAnswer,
  type StatisticsScope,
  type SummaryAnswer,
  type TimelineAnswer,
  toMilliseconds,
  type ViewsAnswer,
} from '@dwell/shared';
import type { TestServer } from '../testing/test-server.js';
import { describeEmptyAnswers } from './testing/empty-answers.suite.js';
import { describeFiles } from './testing/files.suite.js';
import { describeParameters } from './testing/parameters.suite.js';
import { describeRanking } from './testing/ranking.suite.js';
import { StatisticsStage } from './testing/statistics-stage.js';

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
  let stage: StatisticsStage;
  let server: TestServer;
  let begin: number;
  beforeAll(async () => {
    stage = await StatisticsStage.open();
    server = stage.server;
    begin = server.clock.now() / 1000;
    const users = ['ann', 'bob', 'cid'].map((name) => stage.user(name));
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
  afterAll(() => stage.close());

  const ask = <T>(question: string, query: Record<string, string | readonly string[]>): Promise<T> =>
    stage.ask<T>(`statistics/${question}`, query);
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
    const { sessions } = await stage.ask<SessionsAnswer>('sessions');
    const summary = await ask<SummaryAnswer>('summary', everything());
    expect(toMilliseconds(summary.current.visible_duration)).toBe(
      sumMs(sessions.map((session) => session.visible_duration)),
    );
    expect(summary.current.sessions).toBe(sessions.length);
    expect(summary.active_sessions).toBe(sessions.filter(({ active }) => active).length);
    expect(summary.current.users).toBe(new Set(sessions.map(({ username }) => username)).size);
  });

  it('of each user add up to those of all users', async () => {
    const all = await ask<SummaryAnswer>('summary', everything());
    const each = await Promise.all(
      ['ann', 'bob', 'cid'].map((name) =>
        ask<SummaryAnswer>('summary', { ...everything(), usernames: [name] }),
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

  it('say in the answer which window they used, and count no more time than three people can have in it', async () => {
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

  it('compare a window that reaches beyond now only with the earlier day up to the same time', async () => {
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

  describeFiles(
    () => stage,
    () => begin,
  );
  describeEmptyAnswers(() => stage);
  describeParameters(() => stage);
  describeRanking(() => stage);
});
