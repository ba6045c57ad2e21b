import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { COMPARISONS, SLOT_MS } from '@dwell/shared';
import { bucketStarts, changesOf, zoneHistories } from '@dwell/shared/testing/zone-history';
import { DateTime } from 'luxon';
import { comparedWindow } from './comparison.js';
import { scopeOf } from './windows.js';

describe('the window that a window is compared with, in every time zone', () => {
  it.each([
    ['previous', 1, 1],
    ['weekdays', 8, 14],
  ] as const)(
    'is, for "%s" and a window of whole days (%d), the whole days %d earlier, around every clock change of ten years in every zone',
    (compare, length, before) => {
      const DAY = 86_400_000;
      for (const history of zoneHistories()) {
        const [tz = ''] = history.zones;
        for (const change of changesOf(history)) {
          const days = bucketStarts(history, 'day', { from: change - 18 * DAY, to: change + 18 * DAY });
          const middle = days.findLastIndex((day) => day <= change);
          const first = days.slice(middle - 2, middle + 9);
          const expected = first.map((_, index) => {
            const from = middle - 2 + index - before;
            return { from: days[from], to: days[from + length] };
          });
          const others = first.map((from, index) => {
            const to = days[middle - 2 + index + length] ?? NaN;
            return comparedWindow({ from, to }, { tz, compare, now: to });
          });
          expect({ tz, others }).toEqual({ tz, others: expected });
        }
      }
    },
  );

  it('never overlaps the window, lies on slot edges, and is never empty, in every zone', () => {
    fc.assert(
      fc.property(
        fc.record({
          start: fc.integer({ min: Date.UTC(2012, 0) / 1000, max: Date.UTC(2036, 0) / 1000 }),
          length: fc.oneof(
            fc.integer({ min: 1, max: 3 * 86_400 }),
            fc.integer({ min: 1, max: 800 * 86_400 }),
          ),
          midnight: fc.boolean(),
          tz: fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
          compare: fc.constantFrom(...COMPARISONS),
          elapsed: fc.integer({ min: 0, max: 900 * 86_400 }),
        }),
        ({ start, length, midnight, tz, compare, elapsed }) => {
          const from = midnight
            ? DateTime.fromSeconds(start, { zone: tz }).startOf('day').toSeconds()
            : start;
          const now = (from + elapsed) * 1000;
          const { window, previous } = scopeOf({ from, to: from + length, tz, compare }, now);
          if (compare === 'none') expect(previous).toBeNull();
          else {
            const { from: begin, to: end } = previous ?? { from: NaN, to: NaN };
            expect(end).toBeLessThanOrEqual(window.from);
            expect(begin).toBeLessThan(end);
            expect([begin % SLOT_MS, end % SLOT_MS]).toEqual([0, 0]);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
