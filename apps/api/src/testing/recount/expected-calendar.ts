import type { Bucket, ConcurrencyPoint, HeatmapCell, TimelineBucket } from '@dwell/shared';
import type { Expected, Query, Windows } from './answers.js';
import { ranked, seconds, sum } from './figures.js';
import type { Recount } from './recount.js';
import type { Piece } from './sessions.js';
import { type CalendarPart, calendarPartsOf, hoursOfWeekIn, type Window } from './wall-clock.js';

const MINUTE_MS = 60_000;

/** Returns how much time of the pieces lies in each window, in milliseconds. */
const timeIn = (windows: readonly Window[], pieces: readonly Piece[]): number[] =>
  windows.map((window) =>
    sum(pieces.map(({ from, to }) => Math.max(0, Math.min(to, window.to) - Math.max(from, window.from)))),
  );

const toBucket = ({ from, to, end, cut }: CalendarPart, now: number): TimelineBucket => ({
  from: seconds(from),
  to: seconds(to),
  partial: cut || end > now,
  running: to > now,
});

export const expectedTimeline = (
  recount: Recount,
  { window, previous }: Windows,
  query: Query,
): Expected<'timeline'> => {
  const { tz = 'UTC', top = 10 } = query;
  const bucket = (query.bucket ?? 'day') as Bucket;
  const parts = calendarPartsOf(window, tz, bucket);
  const pieces = recount.pieces(window, query);
  const views = ranked(pieces, ({ view }) => view);
  const rest = views.slice(top);
  const pointsOf = (own: readonly Piece[]): number[] => timeIn(parts, own).map(seconds);
  const before = previous && calendarPartsOf(previous, tz, bucket);
  const msBefore = before && timeIn(before, recount.pieces(previous, query));
  return {
    bucket,
    buckets: parts.map((part) => toBucket(part, recount.now)),
    series: views.slice(0, top).map(([view, own]) => ({ view, visible_duration: pointsOf(own) })),
    other:
      rest.length === 0
        ? null
        : { views: rest.length, visible_duration: pointsOf(rest.flatMap(([, own]) => own)) },
    previous:
      before &&
      before.map(({ from, to }, index) => ({
        from: seconds(from),
        to: seconds(to),
        visible_duration: seconds(msBefore?.[index] ?? 0),
      })),
  };
};

export const expectedHeatmap = (recount: Recount, { window }: Windows, query: Query): Expected<'heatmap'> => {
  const slots = hoursOfWeekIn(window, query.tz ?? 'UTC');
  const ms = timeIn(slots, recount.pieces(window, query));
  const visits = Map.groupBy(recount.visits(window, query), ({ slot }) => String(slot));
  const cells = Array.from({ length: 7 * 24 }, (_, index): HeatmapCell => {
    const [weekday, hour] = [Math.floor(index / 24) + 1, index % 24];
    const own = slots.flatMap((slot, at) =>
      slot.weekday === weekday && slot.hour === hour ? [{ ...slot, ms: ms[at] ?? 0 }] : [],
    );
    const visibleMs = sum(own.map((slot) => slot.ms));
    const elapsedMs = sum(own.map(({ from, to }) => Math.max(0, Math.min(to, recount.now) - from)));
    return {
      weekday,
      hour,
      visible_duration: seconds(visibleMs),
      visits: sum(own.map(({ from }) => visits.get(String(from))?.length ?? 0)),
      elapsed: seconds(elapsedMs),
      mean_people: elapsedMs === 0 ? null : visibleMs / elapsedMs,
    };
  });
  return { cells };
};

/** The number of sessions in a minute, or of people in a slot, that begins at `from`. */
interface Sample {
  readonly from: number;
  readonly value: number;
  /** How much the value counts in an average. */
  readonly weight: number;
}

const minuteSamples = (recount: Recount, window: Window, query: Query): Sample[] => {
  const sessions = recount.sessionsOf(query).filter(({ start }) => start < window.to);
  const samples: Sample[] = [];
  for (let at = window.from; at < window.to && at <= recount.now; at += MINUTE_MS) {
    samples.push({ from: at, value: recount.inProgress(sessions, at), weight: 1 });
  }
  return samples;
};

const slotSamples = (recount: Recount, window: Window, query: Query): Sample[] => {
  const slots = hoursOfWeekIn(window, 'UTC').filter(({ from }) => from < recount.now);
  const ms = timeIn(slots, recount.pieces(window, query));
  return slots.map(({ from, to }, index) => {
    const weight = Math.min(to, recount.now) - from;
    return { from, value: (ms[index] ?? 0) / weight, weight };
  });
};

const minutesOf = ({ from, to }: Window): CalendarPart[] =>
  Array.from({ length: (to - from) / MINUTE_MS }, (_, index) => {
    const end = from + (index + 1) * MINUTE_MS;
    return { from: end - MINUTE_MS, to: end, end, cut: false };
  });

export const expectedConcurrency = (
  recount: Recount,
  { window }: Windows,
  query: Query,
): Expected<'concurrency'> => {
  const { tz = 'UTC', bucket = 'hour', view } = query;
  const samples = (view === undefined ? minuteSamples : slotSamples)(recount, window, query);
  const parts = bucket === 'minute' ? minutesOf(window) : calendarPartsOf(window, tz, bucket);
  const highest = Math.max(0, ...samples.map(({ value }) => value));
  const peak = samples.find(({ value }) => value === highest && value > 0);
  return {
    measure: view === undefined ? 'sessions' : 'people',
    bucket,
    points: parts.map((part): ConcurrencyPoint => {
      const own = samples.filter(({ from }) => from >= part.from && from < part.to);
      const weight = sum(own.map((sample) => sample.weight));
      return {
        ...toBucket(part, recount.now),
        mean: weight === 0 ? null : sum(own.map((sample) => sample.value * sample.weight)) / weight,
        max: own.length === 0 ? null : Math.max(...own.map(({ value }) => value)),
      };
    }),
    peak: peak ? { at: seconds(peak.from), value: peak.value } : null,
  };
};
