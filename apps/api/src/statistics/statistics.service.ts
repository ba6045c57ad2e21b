import { Injectable } from '@nestjs/common';
import {
  activeWindowAt,
  type Figures,
  type StatisticsQuery,
  type StatisticsScope,
  type SummaryAnswer,
  type TimelineAnswer,
  type TimeWindow,
  toSeconds,
  type ViewFigures,
  type ViewsAnswer,
} from '@dwell/shared';
import { Clock } from '../platform/clock.js';
import { Settings } from '../platform/settings/settings.js';
import {
  SessionStore,
  type SlotWindow,
  type SummaryTotals,
  type ViewTotal,
} from '../store/ports/session-store.js';
import { bucketsOf, type Scope, scopeOf } from './windows.js';

/**
 * Computes statistics of visible time. All three methods read times and visits from the same rollups, so these agree.
 * Sessions are counted separately.
 */
@Injectable()
export class StatisticsService {
  constructor(
    private readonly store: SessionStore,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  async summary(query: StatisticsQuery): Promise<SummaryAnswer> {
    const now = this.clock.now();
    const scope = scopeOf(query, now);
    const activeWindow = activeWindowAt(now, this.settings.aliveMs);
    const [current, previous, active, allActive] = await Promise.all([
      this.store.summarize(scope.window, query),
      scope.previous && this.store.summarize(scope.previous, query),
      this.store.countActive(query, activeWindow),
      query.view === undefined
        ? undefined
        : this.store.countActive({ usernames: query.usernames }, activeWindow),
    ]);
    return {
      ...toScopeAnswer(scope),
      current: toFigures(current),
      previous: previous && toFigures(previous),
      active_sessions: active,
      all_active_sessions: allActive ?? active,
    };
  }

  async views(query: StatisticsQuery): Promise<ViewsAnswer> {
    const scope = scopeOf(query, this.clock.now());
    const [current, previous] = await Promise.all([
      this.store.viewTotals(scope.window, query),
      scope.previous && this.store.viewTotals(scope.previous, query),
    ]);
    const before = previous && byView(previous);
    const views = [...byView(current)]
      .map(([view, totals]) => ({ view, totals, ms: sumOf(totals, 'ms') }))
      .sort((a, b) => b.ms - a.ms || compare(a.view, b.view))
      .map(({ view, totals, ms }): ViewFigures => ({
        view,
        visible_duration: toSeconds(ms),
        visits: sumOf(totals, 'visits'),
        previous_visible_duration: before && toSeconds(sumOf(before.get(view) ?? [], 'ms')),
        tabs: totals
          .toSorted((a, b) => b.ms - a.ms || compare(a.tab ?? '', b.tab ?? ''))
          .map((tab) => ({ tab: tab.tab ?? null, visible_duration: toSeconds(tab.ms), visits: tab.visits })),
      }));
    return { ...toScopeAnswer(scope), views };
  }

  async timeline(query: StatisticsQuery): Promise<TimelineAnswer> {
    const now = this.clock.now();
    const scope = scopeOf(query, now);
    const bucket = query.bucket ?? 'day';
    const buckets = bucketsOf(scope.window, { tz: scope.tz, bucket, now });
    const series = new Map<string, number[]>();
    for (const total of await this.store.bucketTotals(buckets, query)) {
      const points = series.get(total.view) ?? buckets.map(() => 0);
      points[total.bucket] = total.ms;
      series.set(total.view, points);
    }
    return {
      ...toScopeAnswer(scope),
      bucket,
      buckets: buckets.map(({ partial, running, ...part }) => ({ ...toTimeWindow(part), partial, running })),
      series: [...series]
        .map(([view, points]) => ({ view, points, ms: points.reduce((sum, ms) => sum + ms, 0) }))
        .sort((a, b) => b.ms - a.ms || compare(a.view, b.view))
        .map(({ view, points }) => ({ view, visible_duration: points.map(toSeconds) })),
    };
  }
}

const toTimeWindow = ({ from, to }: SlotWindow): TimeWindow => ({ from: toSeconds(from), to: toSeconds(to) });

const toScopeAnswer = ({ window, previous, tz }: Scope): StatisticsScope => ({
  window: toTimeWindow(window),
  previous_window: previous && toTimeWindow(previous),
  tz,
});

const toFigures = ({ visibleMs, visits, users, views, sessions }: SummaryTotals): Figures => ({
  visible_duration: toSeconds(visibleMs),
  visits,
  users,
  views,
  sessions,
});

const byView = (totals: readonly ViewTotal[]): Map<string, ViewTotal[]> => {
  const views = new Map<string, ViewTotal[]>();
  for (const total of totals) {
    const known = views.get(total.view);
    if (known) known.push(total);
    else views.set(total.view, [total]);
  }
  return views;
};

const sumOf = (totals: readonly ViewTotal[], field: 'ms' | 'visits'): number =>
  totals.reduce((sum, total) => sum + total[field], 0);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
