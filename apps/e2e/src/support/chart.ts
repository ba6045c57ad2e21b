import { expect } from '@jest/globals';
import { type TimelineAnswer, toMilliseconds } from '@dwell/shared';
import type { Locator, Page } from 'playwright-core';
import { inSeconds, readDurations } from './screen.js';

/**
 * Number of views that have a layer of their own. The chart draws the other views as one layer, unless there is only
 * one other view.
 */
const OWN_LAYERS = 7;

/** Allowed error of drawn lengths, in pixels. */
const TOLERANCE_PX = 1;

/** A layer of the chart: the name in the legend, and the time in each bucket, in milliseconds. */
export interface Layer {
  name: string;
  ms: number[];
}

/** Returns the times of an answer in seconds: one list for each view, and one for all other views. */
export const timesOf = ({ series, other }: TimelineAnswer): number[][] =>
  [...series, ...(other ? [other] : [])].map(({ visible_duration }) => visible_duration);

/** Returns the layers that the chart should draw for an answer. */
export const layersOf = (answer: TimelineAnswer): Layer[] => {
  const { series, other, buckets } = answer;
  const times = timesOf(answer).map((seconds) => seconds.map(toMilliseconds));
  const layers = series.map(({ view }, index) => ({ name: view, ms: times[index] ?? [] }));
  const othersCount = series.length - OWN_LAYERS + (other?.views ?? 0);
  if (othersCount <= 1) return layers;
  const others = times.slice(OWN_LAYERS);
  const ms = buckets.map((_, bucket) => others.reduce((sum, each) => sum + (each[bucket] ?? 0), 0));
  return [...layers.slice(0, OWN_LAYERS), { name: `${String(othersCount)} other views`, ms }];
};

interface Bar {
  layer: string;
  bucket: number;
  ms: number;
  /** The colour, as a CSS value. */
  color: string;
  left: number;
  top: number;
  bottom: number;
}

export interface Chart {
  bars: Bar[];
  /** The position of 0 on the axis, in pixels from the top of the viewport. */
  zero: number;
  pxPerMs: number;
}

/** Finds the panel "Time on page over time". */
export const timelineOf = (page: Page): Locator =>
  page.getByRole('region', { name: 'Time on page over time' });

/** Reads the positions of the drawn bars, and the scale of the axis. */
export const readChart = async (page: Page): Promise<Chart> => {
  const chart = timelineOf(page).getByTestId('chart');
  await chart.getByTestId('bar').first().waitFor();
  const { bars, lines, ticks } = await chart.evaluate((element) => {
    const all = (selector: string): Element[] => [...element.querySelectorAll(selector)];
    return {
      bars: all('[data-testid="bar"]').map((bar) => {
        const { series = '', bucket, seconds, color = '' } = (bar as SVGElement).dataset;
        const { left, top, bottom } = bar.getBoundingClientRect();
        return { layer: series, bucket: Number(bucket), seconds: Number(seconds), color, left, top, bottom };
      }),
      lines: all('.recharts-cartesian-grid-horizontal line').map((line) => line.getBoundingClientRect().top),
      ticks: all('.recharts-yAxis-tick-labels text').map((tick) => {
        const { top, bottom } = tick.getBoundingClientRect();
        return { words: tick.textContent, middle: (top + bottom) / 2 };
      }),
    };
  });
  const axis = scaleOf(lines, ticks);
  return { ...axis, bars: bars.map(({ seconds, ...bar }) => ({ ...bar, ms: toMilliseconds(seconds) })) };
};

/** Returns the scale of the axis. Asserts that each tick's label is beside its line, and that each line is in place. */
const scaleOf = (
  lines: readonly number[],
  ticks: readonly { words: string; middle: number }[],
): Pick<Chart, 'zero' | 'pxPerMs'> => {
  const upward = [...lines].sort((a, b) => b - a);
  const values = ticks
    .toSorted((a, b) => b.middle - a.middle)
    .map(({ words, middle }) => ({ ms: inSeconds(words) * 1000, middle }));
  expect(upward).toHaveLength(values.length);
  const zero = upward[0] ?? NaN;
  const pxPerMs = (zero - (upward.at(-1) ?? NaN)) / (values.at(-1)?.ms ?? NaN);
  values.forEach(({ ms, middle }, index) => {
    const line = upward[index] ?? NaN;
    expect(Math.abs(zero - ms * pxPerMs - line)).toBeLessThanOrEqual(TOLERANCE_PX);
    // Ascent and descent shift the box of a text by some pixels.
    expect(Math.abs(middle - line)).toBeLessThanOrEqual(4);
  });
  return { zero, pxPerMs };
};

/**
 * Asserts that each layer has a bar of the right height in each bucket where it has time, on top of the layers below,
 * and that there are no other bars.
 */
export const expectBars = ({ bars, zero, pxPerMs }: Chart, layers: readonly Layer[]): void => {
  const drawn = new Map(bars.map((bar) => [`${String(bar.bucket)} ${bar.layer}`, bar]));
  const buckets = layers[0]?.ms.length ?? 0;
  let expected = 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    let below = 0;
    for (const { name, ms } of layers) {
      const value = ms[bucket] ?? 0;
      const bar = drawn.get(`${String(bucket)} ${name}`);
      if (value === 0) {
        expect(bar).toBeUndefined();
        continue;
      }
      expected++;
      expect(bar).toMatchObject({ ms: value });
      if (!bar) continue;
      expect(Math.abs(zero - below * pxPerMs - bar.bottom)).toBeLessThanOrEqual(TOLERANCE_PX);
      below += value;
      expect(Math.abs(zero - below * pxPerMs - bar.top)).toBeLessThanOrEqual(TOLERANCE_PX);
    }
  }
  expect(bars).toHaveLength(expected);
  const inTime = bars.toSorted((a, b) => a.bucket - b.bucket).map(({ left }) => left);
  expect(inTime).toEqual([...inTime].sort((a, b) => a - b));
};

export interface ChartTable {
  layers: Layer[];
  /** Names of the rows, top to bottom. */
  buckets: string[];
  /** The first column of figures, in milliseconds. */
  totals: number[];
}

/** Reads the table that shows the figures of the chart. */
export const readChartTable = async (table: Locator): Promise<ChartTable> => {
  const [, ...names] = await table.locator('thead th').allInnerTexts();
  const buckets = await table.locator('tbody th').allInnerTexts();
  const cells = (await readDurations(table)).map(toMilliseconds);
  expect(cells).toHaveLength(buckets.length * names.length);
  const column = (index: number): number[] =>
    buckets.map((_, bucket) => cells[bucket * names.length + index] ?? NaN);
  return {
    buckets,
    layers: names.slice(1).map((name, index) => ({ name, ms: column(index + 1) })),
    totals: column(0),
  };
};
