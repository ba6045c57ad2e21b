import { describe, expect, it } from '@jest/globals';
import { stackTotals } from '../../shared/charts/series.js';
import { OTHER_COLOR } from '../../shared/charts/series-color.js';
import { instantOf } from '../../shared/time/zone.js';
import { changeOf } from './change.js';
import { defaultBucket, fitsBucket, slotsOf, topSeries } from './timeline-chart.js';

const DAY = 86_400;

describe('the layers of the chart', () => {
  const views = Array.from({ length: 12 }, (_, rank) => ({
    view: `/v${String(rank)}`,
    // Thousandths whose sums as floating-point numbers would drift.
    visible_duration: [0.1 + rank / 1_000, 1_000.001 - rank, rank === 11 ? 0.7 : 0],
  }));

  it('are the longest views, and all others in one', () => {
    const series = topSeries(views, 7);
    expect(series.map(({ label }) => label)).toEqual([
      ...views.slice(0, 7).map(({ view }) => view),
      '5 other views',
    ]);
    expect(series.at(-1)?.color).toBe(OTHER_COLOR);
    expect(new Set(series.map(({ color }) => color)).size).toBe(8);
  });

  it('add up to exactly what was answered, to the millisecond, in every slot', () => {
    const answered = [0, 1, 2].map(
      (slot) =>
        views.reduce((ms, { visible_duration }) => ms + Math.round((visible_duration[slot] ?? 0) * 1000), 0) /
        1000,
    );
    expect(stackTotals(topSeries(views, 7), 3)).toEqual(answered);
    expect(topSeries(views, 7).at(-1)?.values).toEqual([0.545, 4_955.005, 0.7]);
  });

  it('have no "other" where every view has its own', () => {
    expect(topSeries(views.slice(0, 7), 7)).toHaveLength(7);
    expect(topSeries([], 7)).toEqual([]);
  });

  it('keep a view apart that is named like the others’ sum', () => {
    const keys = topSeries([{ view: 'others', visible_duration: [1] }, ...views], 2).map(({ key }) => key);
    expect(new Set(keys).size).toBe(3);
  });
});

describe('buckets', () => {
  it.each([
    [1, 'hour'],
    [2, 'hour'],
    [3, 'day'],
    [92, 'day'],
    [93, 'week'],
    [731, 'month'],
  ] as const)('of %d days are %s by default', (days, bucket) => {
    expect(defaultBucket({ from: 0, to: days * DAY })).toBe(bucket);
  });

  it('are offered only as long as bars can be told apart', () => {
    expect(fitsBucket({ from: 0, to: 16 * DAY }, 'hour')).toBe(true);
    expect(fitsBucket({ from: 0, to: 17 * DAY }, 'hour')).toBe(false);
    expect(fitsBucket({ from: 0, to: 5 * 365 * DAY }, 'month')).toBe(true);
  });

  it('are named by the zone they were cut in', () => {
    const tz = 'Asia/Kathmandu';
    const from = instantOf({ year: 2026, month: 11, day: 14, hour: 9, minute: 0, second: 0 }, tz);
    const window = { from, to: from + 3_600 };
    const [hour] = slotsOf({ bucket: 'hour', tz, buckets: [window] });
    expect(hour?.label).toBe('09:00');
    // Whether a comma follows the weekday is up to the system's language data.
    expect(hour?.title).toMatch(/^Sat,? 14 Nov, 09:00 – 10:00$/);
    const [day] = slotsOf({ bucket: 'day', tz, buckets: [window] });
    expect(day?.label).toMatch(/^Sat,? 14 Nov$/);
    expect(day?.title).toMatch(/^Sat,? 14 Nov 2026$/);
  });
});

describe('a change since the window before', () => {
  it.each([
    [112, 100, 'up', '+12 %'],
    [100.5, 100, 'up', '+0.5 %'],
    [40, 100, 'down', '−60 %'],
    [0, 5, 'down', '−100 %'],
    [5, 5, 'same', 'unchanged'],
    [0, 0, 'same', 'unchanged'],
    [5, 0, 'new', 'none before'],
    [120, 10, 'up', '× 12'],
    [5_000, 10, 'new', 'hardly any before'],
  ])('from %d, before %d', (current, before, direction, words) => {
    expect(changeOf(current, before)).toEqual({ direction, words });
  });
});
