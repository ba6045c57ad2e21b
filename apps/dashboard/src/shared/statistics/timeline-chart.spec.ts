import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { OTHER_VIEW } from '@dwell/shared';
import { stackTotals } from '../charts/series.js';
import { OTHER_COLOR, viewColor } from '../charts/view-colors.js';
import { instantOf } from '../time/zone.js';
import { bucketLabels, defaultBucket, fitsBucket, hatchedWords, topSeries } from './timeline-chart.js';

// A date in another year than the current one is shown with its year, so the tests fix the current date.
beforeAll(() => void jest.useFakeTimers({ now: Date.UTC(2026, 10, 29) }));
afterAll(() => void jest.useRealTimers());

const DAY = 86_400;

describe('the series of the timeline chart', () => {
  const views = Array.from({ length: 12 }, (_, rank) => ({
    view: `/v${String(rank)}`,
    // Sums of these thousandths as floating-point numbers would be inexact.
    visible_duration: [0.1 + rank / 1_000, 1_000.001 - rank, rank === 11 ? 0.7 : 0],
  }));

  it('are one for each of the longest views, and one for all other views', () => {
    const series = topSeries({ series: views, other: null }, 7);
    expect(series.map(({ label }) => label)).toEqual([
      ...views.slice(0, 7).map(({ view }) => view),
      '5 other views',
    ]);
    expect(series.at(-1)?.color).toBe(OTHER_COLOR);
    expect(series.slice(0, -1).map(({ color }) => color)).toEqual(
      views.slice(0, 7).map(({ view }) => viewColor(view)),
    );
  });

  it('add up to the API’s answer in every bucket, exact to the millisecond', () => {
    const answered = [0, 1, 2].map(
      (bucket) =>
        views.reduce(
          (ms, { visible_duration }) => ms + Math.round((visible_duration[bucket] ?? 0) * 1000),
          0,
        ) / 1000,
    );
    expect(stackTotals(topSeries({ series: views, other: null }, 7), 3)).toEqual(answered);
    expect(topSeries({ series: views, other: null }, 7).at(-1)?.values).toEqual([0.545, 4_955.005, 0.7]);
  });

  it('include no series of other views when every view has its own series', () => {
    expect(topSeries({ series: views.slice(0, 7), other: null }, 7)).toHaveLength(7);
    expect(topSeries({ series: [], other: null }, 7)).toEqual([]);
  });

  it('show a single other view under its own name', () => {
    const series = topSeries({ series: views.slice(0, 8), other: null }, 7);
    expect(series.map(({ label }) => label)).toEqual(views.slice(0, 8).map(({ view }) => view));
    expect(series.map(({ color }) => color)).not.toContain(OTHER_COLOR);
  });

  it('end with the other views, which include the view for what a session has beyond its limit of paths', () => {
    const rest = { view: OTHER_VIEW, visible_duration: [9_000, 0, 0] };
    const series = topSeries({ series: [rest, ...views.slice(0, 3)], other: null }, 7);
    expect(series.map(({ label }) => label)).toEqual(['/v0', '/v1', '/v2', 'Other views']);
    expect(series.at(-1)).toMatchObject({ color: OTHER_COLOR, values: rest.visible_duration });
  });

  it('add the views that the API has summed to the other views', () => {
    const summed = { views: 3, visible_duration: [0.001, 2, 3] };
    const series = topSeries({ series: views.slice(0, 3), other: summed }, 2);
    expect(series.map(({ label }) => label)).toEqual(['/v0', '/v1', '4 other views']);
    expect(series.at(-1)?.values).toEqual([0.103, 1_000.001, 3]);
  });

  it('keep a view named "others" apart from the series of other views', () => {
    const keys = topSeries(
      { series: [{ view: 'others', visible_duration: [1] }, ...views], other: null },
      2,
    ).map(({ key }) => key);
    expect(new Set(keys).size).toBe(3);
  });
});

describe('the buckets of the timeline chart', () => {
  it.each([
    [1, 'hour'],
    [2, 'hour'],
    [3, 'day'],
    [92, 'day'],
    [93, 'week'],
    [731, 'month'],
  ] as const)('for %d days are one %s each by default', (days, bucket) => {
    expect(defaultBucket({ from: 0, to: days * DAY })).toBe(bucket);
  });

  it('fit a window unless they make more than 400 bars', () => {
    expect(fitsBucket({ from: 0, to: 16 * DAY }, 'hour')).toBe(true);
    expect(fitsBucket({ from: 0, to: 17 * DAY }, 'hour')).toBe(false);
    expect(fitsBucket({ from: 0, to: 5 * 365 * DAY }, 'month')).toBe(true);
  });

  it.each([
    [false, false, undefined],
    [true, true, 'so far'],
    [true, false, 'part of the day'],
  ])('that are partial (%s) and running (%s) are said to be "%s"', (partial, running, words) => {
    const window = { from: 0, to: DAY, partial, running };
    const [label] = bucketLabels({ bucket: 'day', tz: 'UTC', buckets: [window] });
    expect(label?.partial).toBe(words);
  });

  it('have one explanation of their hatched bars for each reason', () => {
    const labels = (partials: (string | undefined)[]) =>
      partials.map((partial) => ({ short: '', full: '', partial }));
    expect(hatchedWords(labels(['part of the day', undefined, 'part of the day', 'so far']))).toBe(
      'part of the day, so far',
    );
    expect(hatchedWords(labels([undefined]))).toBe('');
  });

  it('have different labels for the two hours that both begin at 02:00 when clocks go back', () => {
    const tz = 'Europe/Paris';
    const first = Date.UTC(2026, 9, 25) / 1000;
    const buckets = [-1, 0, 1, 2].map((hour) => ({
      from: first + hour * 3_600,
      to: first + (hour + 1) * 3_600,
      partial: false,
      running: false,
    }));
    const labels = bucketLabels({ bucket: 'hour', tz, buckets }).map(({ full }) =>
      full.replace(/^.*Oct, /, ''),
    );
    expect(labels).toEqual([
      '01:00 – 02:00',
      '02:00 GMT+2 – 02:00 GMT+1',
      '02:00 GMT+1 – 03:00 GMT+1',
      '03:00 – 04:00',
    ]);
  });

  it('have labels in the time zone of the answer', () => {
    const tz = 'Asia/Kathmandu';
    const from = instantOf({ year: 2026, month: 11, day: 14, hour: 9, minute: 0, second: 0 }, tz);
    const window = { from, to: from + 3_600, partial: false, running: false };
    const [hour] = bucketLabels({ bucket: 'hour', tz, buckets: [window] });
    expect(hour?.short).toBe('09:00');
    // Whether a comma follows the weekday depends on the version of the language data.
    expect(hour?.full).toMatch(/^Sat,? 14 Nov, 09:00 – 10:00$/);
    const [day] = bucketLabels({ bucket: 'day', tz, buckets: [window] });
    expect(day?.short).toMatch(/^Sat,? 14 Nov$/);
    expect(day?.full).toMatch(/^Sat,? 14 Nov 2026$/);
  });
});
