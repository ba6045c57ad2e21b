import { DEFAULT_TOP, type TimelineAnswer, type TimelineQuery, toSeconds } from '@dwell/shared';
import type { BucketTotal, SessionStore } from '../store/ports/session-store.js';
import { byTime, sum, toTimeWindow } from './figures.js';
import { type Question, toScopeAnswer } from './question.js';
import { bucketsOf } from './windows.js';

/** @throws InvalidFields if the window has too many buckets */
export const timelineOf = async (
  store: SessionStore,
  question: Question,
  { bucket = 'day', top = DEFAULT_TOP }: TimelineQuery,
): Promise<TimelineAnswer> => {
  const { window, previous, filter, tz, now } = question;
  const buckets = bucketsOf(window, { tz, bucket, now });
  const before = previous && bucketsOf(previous, { tz, bucket, now });
  const [totals, sumsBefore] = await Promise.all([
    store.bucketTotals(buckets, filter),
    before && store.bucketSums(before, filter),
  ]);
  const msBefore = new Map(sumsBefore?.map(({ bucket, ms }) => [bucket, ms]));
  const pointsOf = (totals: readonly BucketTotal[]): number[] => {
    const points = buckets.map(() => 0);
    for (const { bucket, ms } of totals) points[bucket] = (points[bucket] ?? 0) + ms;
    return points.map(toSeconds);
  };
  const views = [...Map.groupBy(totals, ({ view }) => view)]
    .map(([view, totals]) => ({ view, totals, ms: sum(totals.map(({ ms }) => ms)) }))
    .sort(byTime(({ view }) => view));
  const others = views.slice(top);
  return {
    ...toScopeAnswer(question),
    bucket,
    buckets: buckets.map(({ partial, running, ...part }) => ({ ...toTimeWindow(part), partial, running })),
    series: views.slice(0, top).map(({ view, totals }) => ({ view, visible_duration: pointsOf(totals) })),
    other:
      others.length === 0
        ? null
        : { views: others.length, visible_duration: pointsOf(others.flatMap(({ totals }) => totals)) },
    previous:
      before &&
      before.map((part, index) => ({
        ...toTimeWindow(part),
        visible_duration: toSeconds(msBefore.get(index) ?? 0),
      })),
  };
};
