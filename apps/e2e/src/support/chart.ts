import { expect } from '@jest/globals';
import { type TimelineAnswer, toMilliseconds } from '@dwell/shared';
import type { Locator, Page } from 'playwright-core';
import { inSeconds, readDurations } from './screen.js';

/** Views that have a colour of their own; the chart draws the rest as one layer. */
const LAYERS_APART = 7;

/** Drawn lengths are right to this, in pixels. */
const TOLERANCE_PX = 1;

/** One colour of the chart: its name, and its time in each bucket, in milliseconds. */
export interface Layer {
  name: string;
  ms: number[];
}

/** What the chart is to draw of an answer. */
export const layersOf = ({ series, buckets }: TimelineAnswer): Layer[] => {
  const layers = series.map(({ view, visible_duration }) => ({
    name: view,
    ms: visible_duration.map(toMilliseconds),
  }));
  const others = layers.slice(LAYERS_APART);
  if (others.length === 0) return layers;
  const name = others.length === 1 ? '1 other view' : `${String(others.length)} other views`;
  const ms = buckets.map((_, slot) => others.reduce((sum, layer) => sum + (layer.ms[slot] ?? 0), 0));
  return [...layers.slice(0, LAYERS_APART), { name, ms }];
};

interface Bar {
  layer: string;
  slot: number;
  ms: number;
  left: number;
  top: number;
  bottom: number;
}

export interface Chart {
  bars: Bar[];
  /** Where the axis says 0, and how many pixels it gives a millisecond. */
  zero: number;
  pxPerMs: number;
}

/** The bars as they are drawn, with the axis beside them. */
export const readChart = async (page: Page): Promise<Chart> => {
  const chart = page.getByTestId('chart');
  await chart.getByTestId('bar').first().waitFor();
  const { bars, lines, marks } = await chart.evaluate((element) => {
    const all = (selector: string): Element[] => [...element.querySelectorAll(selector)];
    return {
      bars: all('[data-testid="bar"]').map((bar) => {
        const { series = '', slot, seconds } = (bar as SVGElement).dataset;
        const { left, top, bottom } = bar.getBoundingClientRect();
        return { layer: series, slot: Number(slot), seconds: Number(seconds), left, top, bottom };
      }),
      lines: all('.recharts-cartesian-grid-horizontal line').map((line) => line.getBoundingClientRect().top),
      marks: all('.recharts-yAxis-tick-labels text').map((mark) => {
        const { top, bottom } = mark.getBoundingClientRect();
        return { words: mark.textContent, middle: (top + bottom) / 2 };
      }),
    };
  });
  const axis = scaleOf(lines, marks);
  return { ...axis, bars: bars.map(({ seconds, ...bar }) => ({ ...bar, ms: toMilliseconds(seconds) })) };
};

/** The scale that the axis tells; each of its marks stands beside its line and at its place. */
const scaleOf = (
  lines: readonly number[],
  marks: readonly { words: string; middle: number }[],
): Pick<Chart, 'zero' | 'pxPerMs'> => {
  const upward = [...lines].sort((a, b) => b - a);
  const values = marks
    .toSorted((a, b) => b.middle - a.middle)
    .map(({ words, middle }) => ({ ms: inSeconds(words) * 1000, middle }));
  expect(upward).toHaveLength(values.length);
  const zero = upward[0] ?? NaN;
  const pxPerMs = (zero - (upward.at(-1) ?? NaN)) / (values.at(-1)?.ms ?? NaN);
  values.forEach(({ ms, middle }, index) => {
    const line = upward[index] ?? NaN;
    expect(Math.abs(zero - ms * pxPerMs - line)).toBeLessThanOrEqual(TOLERANCE_PX);
    // Text has an ascent and a descent: its box is not centred to the pixel.
    expect(Math.abs(middle - line)).toBeLessThanOrEqual(4);
  });
  return { zero, pxPerMs };
};

/** Asserts that each layer's bars stand on those below, each as high as its time, and that no time is undrawn. */
export const expectBars = ({ bars, zero, pxPerMs }: Chart, layers: readonly Layer[]): void => {
  const drawn = new Map(bars.map((bar) => [`${String(bar.slot)} ${bar.layer}`, bar]));
  const slots = layers[0]?.ms.length ?? 0;
  let expected = 0;
  for (let slot = 0; slot < slots; slot++) {
    let below = 0;
    for (const { name, ms } of layers) {
      const value = ms[slot] ?? 0;
      const bar = drawn.get(`${String(slot)} ${name}`);
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
  const inTime = bars.toSorted((a, b) => a.slot - b.slot).map(({ left }) => left);
  expect(inTime).toEqual([...inTime].sort((a, b) => a - b));
};

export interface ChartTable {
  layers: Layer[];
  /** What the rows are called, in their order. */
  slots: string[];
  /** The last column, in milliseconds. */
  totals: number[];
}

/** The chart's table, which says the same. */
export const readChartTable = async (table: Locator): Promise<ChartTable> => {
  const [, ...names] = await table.locator('thead th').allInnerTexts();
  const slots = await table.locator('tbody th').allInnerTexts();
  const cells = (await readDurations(table)).map(toMilliseconds);
  expect(cells).toHaveLength(slots.length * names.length);
  const column = (index: number): number[] =>
    slots.map((_, slot) => cells[slot * names.length + index] ?? NaN);
  return {
    slots,
    layers: names.slice(0, -1).map((name, index) => ({ name, ms: column(index) })),
    totals: column(names.length - 1),
  };
};
