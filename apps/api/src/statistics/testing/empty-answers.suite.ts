import { expect, it } from '@jest/globals';
import type {
  ConcurrencyAnswer,
  DistributionAnswer,
  HeatmapAnswer,
  StatisticsScope,
  SummaryAnswer,
  TimelineAnswer,
  UnusedAnswer,
  UserRankingAnswer,
  ViewsAnswer,
} from '@dwell/shared';
import type { Parameters, StatisticsStage } from './statistics-stage.js';

const NO_VISITS = {
  mean_visit_duration: null,
  median_visit_duration: null,
  p95_visit_duration: null,
};

const NOTHING = { visible_duration: 0, visits: 0, users: 0, views: 0, sessions: 0, ...NO_VISITS };

/** Tests what the answers say where there is nothing to count or to compare. */
export const describeEmptyAnswers = (stage: () => StatisticsStage): void => {
  it('have no rows, 0 as sums and null as means and quantiles for a window without sessions', async () => {
    const query = { from: 0, to: 3_600 };
    const scope = { window: query, previous_window: null, tz: 'UTC' };
    const ask = <T>(statistic: string): Promise<T> => stage().ask<T>(`statistics/${statistic}`, query);
    expect(await ask<SummaryAnswer>('summary')).toMatchObject({ ...scope, current: NOTHING, previous: null });
    expect(await ask<ViewsAnswer>('views')).toEqual({ ...scope, views: [] });
    expect(await ask<TimelineAnswer>('timeline')).toMatchObject({
      ...scope,
      series: [],
      other: null,
      previous: null,
    });
    expect(await ask<UserRankingAnswer>('users')).toEqual({ ...scope, users: [], total: 0 });
    expect(await ask<DistributionAnswer>('distribution')).toEqual({
      ...scope,
      ...NO_VISITS,
      visits: 0,
      relative_error: 0.05,
      buckets: [],
    });
    const concurrency = await ask<ConcurrencyAnswer>('concurrency');
    expect(concurrency).toMatchObject({ ...scope, points: [{ mean: 0, max: 0 }], peak: null });
    const { cells } = await ask<HeatmapAnswer>('heatmap');
    // 1 January 1970 was a Thursday.
    expect(cells.filter(({ mean_people }) => mean_people !== null)).toEqual([
      { weekday: 4, hour: 0, visible_duration: 0, visits: 0, elapsed: 3_600, mean_people: 0 },
    ]);
    const unused = await ask<UnusedAnswer>('unused');
    expect(unused.unused_views.length).toBeGreaterThan(0);
    expect(unused).toMatchObject({ unused_tabs: [], left_within: 5, left_at_once: [] });
  });

  it('have null as averages and peak for time that is still to come', async () => {
    const now = stage().server.clock.now() / 1000;
    const hour = Math.floor(now / 3_600) * 3_600;
    const query = { from: hour + 7_200, to: hour + 10_800 };
    const measures: Parameters[] = [{}, { view: '/orders' }];
    for (const view of measures) {
      const { points, peak } = await stage().ask<ConcurrencyAnswer>('statistics/concurrency', {
        ...query,
        ...view,
      });
      expect(points).toMatchObject([{ partial: true, running: true, mean: null, max: null }]);
      expect(peak).toBeNull();
    }
    const { cells } = await stage().ask<HeatmapAnswer>('statistics/heatmap', query);
    expect(cells.map(({ mean_people }) => mean_people)).toEqual(cells.map(() => null));
  });

  it.each([
    ['with compare=none', { compare: 'none' }],
    ['for a window that has not begun', { from: 5_000_000_000, to: 5_000_086_400 }],
  ])('have no compared figures %s', async (_, query) => {
    const now = stage().server.clock.now() / 1000;
    const asked = { from: now - 30 * 86_400, to: now, ...query };
    const ask = <T extends StatisticsScope>(statistic: string): Promise<T> =>
      stage().ask<T>(`statistics/${statistic}`, asked);
    for (const statistic of ['concurrency', 'heatmap', 'distribution', 'unused']) {
      expect((await ask(statistic)).previous_window).toBeNull();
    }
    expect(await ask<SummaryAnswer>('summary')).toMatchObject({ previous: null, previous_window: null });
    expect(await ask<TimelineAnswer>('timeline')).toMatchObject({ previous: null, previous_window: null });
    const { views } = await ask<ViewsAnswer>('views');
    const { users } = await ask<UserRankingAnswer>('users');
    const before = [...views, ...users].map((row) => row.previous_visible_duration);
    expect(before).toEqual(before.map(() => null));
  });
};
