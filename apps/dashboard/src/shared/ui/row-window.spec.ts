import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rowWindowAt, WHOLE_UP_TO } from './row-window.js';

const VIEWPORT = { rowHeight: 36, viewportHeight: 900 };

describe('rowWindowAt', () => {
  it('draws a short table whole', () => {
    expect(rowWindowAt({ ...VIEWPORT, count: WHOLE_UP_TO, top: -3_000 })).toEqual({
      first: 0,
      end: WHOLE_UP_TO,
    });
  });

  it('draws the first rows of a table whose row height is not known yet', () => {
    const places = { count: 5_000, rowHeight: 0, top: 100, viewportHeight: 900 };
    expect(rowWindowAt(places)).toEqual({ first: 0, end: WHOLE_UP_TO });
  });

  it('draws every visible row, and not many more, wherever the page is scrolled to', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: WHOLE_UP_TO + 1, max: 50_000 }),
        fc.integer({ min: -2_000_000, max: 3_000 }),
        (count, top) => {
          const { first, end } = rowWindowAt({ ...VIEWPORT, count, top });
          expect(first).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(count);
          expect(end).toBeGreaterThan(first);
          expect(end - first).toBeLessThanOrEqual(WHOLE_UP_TO);
          for (let row = 0; row < count; row++) {
            const rowTop = top + row * VIEWPORT.rowHeight;
            const isVisible = rowTop + VIEWPORT.rowHeight > 0 && rowTop < VIEWPORT.viewportHeight;
            if (isVisible && (row < first || row >= end)) throw new Error(`row ${String(row)} is not drawn`);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
