import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HEAT_CLASSES, heatClasses, heatColor } from './heat-scale.js';
import { durationTicks, numberTicks } from './ticks.js';

describe('the colours of a heatmap', () => {
  it('belong to classes with round bounds, and the strongest colour belongs to the highest class', () => {
    const hours = heatClasses(durationTicks(5.5 * 3_600, HEAT_CLASSES));
    expect(hours.map(({ upTo }) => upTo / 3_600)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(hours.map(({ color }) => color)).toEqual([
      'var(--surface-sunken)',
      ...['var(--heat-0)', 'var(--heat-1)', 'var(--heat-2)', 'var(--heat-3)', 'var(--heat-4)'],
      'var(--heat-5)',
    ]);
    const people = heatClasses(numberTicks(2.5, HEAT_CLASSES));
    expect(people.map(({ upTo }) => upTo)).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
    expect(people.at(-1)?.color).toBe('var(--heat-5)');
  });

  it('show 0 as an empty cell, and a value on a bound in the colour of the class below the bound', () => {
    const classes = heatClasses([0, 10, 20, 30]);
    expect([0, 0.01, 10, 10.01, 30].map((value) => heatColor(classes, value))).toEqual([
      'var(--surface-sunken)',
      'var(--heat-1)',
      'var(--heat-1)',
      'var(--heat-3)',
      'var(--heat-5)',
    ]);
  });

  it('are distinct, and get stronger with the value, whatever the greatest value is', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e9, noNaN: true }), (highest) => {
        for (const ticks of [durationTicks(highest, HEAT_CLASSES), numberTicks(highest, HEAT_CLASSES)]) {
          const classes = heatClasses(ticks);
          expect(classes.length).toBeLessThanOrEqual(HEAT_CLASSES + 1);
          expect(classes.at(-1)?.upTo).toBeGreaterThanOrEqual(highest * (1 - 1e-9));
          const colors = classes.map(({ color }) => color);
          expect(new Set(colors).size).toBe(colors.length);
          expect(colors.slice(1)).toEqual(colors.slice(1).sort());
        }
      }),
    );
  });
});
