import { describe, expect, it } from '@jest/globals';
import { DEFAULT_THEME } from '@mantine/core';
import { HEAT_COLORS } from '../shared/charts/heat-scale.js';
import { VIEW_COLORS } from '../shared/charts/view-colors.js';
import { cssVariables } from './theme.js';

/** Returns the red, green and blue of `#rrggbb` as linear light from 0 to 1. */
const linearLight = (hex: string): [number, number, number] => {
  const channel = (at: number): number => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
};

const luminance = (hex: string): number => {
  const [red, green, blue] = linearLight(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** Returns the contrast of two colours as WCAG 2 defines it: 1 to 21. */
const contrast = (a: string, b: string): number => {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
};

/** Returns a colour in OKLab, a space in which equal distances look equal: https://bottosson.github.io/posts/oklab/ */
const oklab = (hex: string): [number, number, number] => {
  const [red, green, blue] = linearLight(hex);
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
};

/** The least contrast of a shape that carries meaning, by WCAG 2, criterion 1.4.11. */
const SHAPE_CONTRAST = 3;

/** Two colours at this distance in OKLab, or at a greater one, can be told apart when they are not side by side. */
const DISTINCT = 0.075;

/**
 * Two neighbouring colours of a heatmap can be told apart if their lightness in OKLab differs by at least this much.
 */
const RAMP_STEP = 0.08;

describe.each(['light', 'dark'] as const)('the colours of the %s scheme', (scheme) => {
  const variables: Record<string, string> = cssVariables(DEFAULT_THEME)[scheme];
  const colorOf = (name: string): string => variables[name] ?? `no ${name}`;
  const grounds = ['--surface', '--surface-sunken', '--mantine-color-body'].map(colorOf);
  const views = VIEW_COLORS[scheme];

  it('have enough contrast with every background for views, "other", hidden time and time without keepalives', () => {
    const shapes = [...views, ...['--view-other', '--hidden-time', '--gap-time'].map(colorOf)];
    const weak = shapes.filter((shape) => grounds.some((ground) => contrast(shape, ground) < SHAPE_CONTRAST));
    expect(weak).toEqual([]);
  });

  it('have enough contrast between hidden time and time without keepalives', () => {
    expect(contrast(colorOf('--hidden-time'), colorOf('--gap-time'))).toBeGreaterThanOrEqual(SHAPE_CONTRAST);
  });

  it('differ enough between any two views, and between each view and the greys', () => {
    const greys = ['--view-other', '--hidden-time', '--gap-time'].map(colorOf);
    const distance = (a: string, b: string): number => {
      const [x, y] = [oklab(a), oklab(b)];
      return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
    };
    const similar = views.flatMap((view, index) =>
      [...views.slice(index + 1), ...greys]
        .filter((other) => distance(view, other) < DISTINCT)
        .map((other) => `${view} ${other}`),
    );
    expect(similar).toEqual([]);
  });

  it('move away from the background in visible steps in a heatmap, and the strongest has enough contrast with it', () => {
    const ramp = [...HEAT_COLORS[scheme]];
    const lightness = [colorOf('--surface-sunken'), ...ramp].map((color) => oklab(color)[0]);
    const steps = lightness.slice(1).map((value, index) => Math.abs(value - (lightness[index] ?? NaN)));
    const rising = lightness.toSorted((a, b) => (scheme === 'light' ? b - a : a - b));
    expect(lightness).toEqual(rising);
    expect(Math.min(...steps.slice(1))).toBeGreaterThan(RAMP_STEP);
    expect(contrast(ramp.at(-1) ?? '', colorOf('--surface'))).toBeGreaterThan(SHAPE_CONTRAST);
  });

  it('define a variable for each view and each colour of a heatmap', () => {
    expect(views.map((_, index) => variables[`--view-${String(index)}`])).toEqual([...views]);
    const heat = HEAT_COLORS[scheme];
    expect(heat.map((_, index) => variables[`--heat-${String(index)}`])).toEqual([...heat]);
  });
});
