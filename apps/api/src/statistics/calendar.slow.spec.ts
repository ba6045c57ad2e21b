import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Bucket, BUCKETS, SLOT_MS } from '@dwell/shared';
import {
  bucketStarts,
  changesOf,
  TEN_YEARS,
  type ZoneHistory,
  zoneHistories,
} from '@dwell/shared/testing/zone-history';
import { bucketsOf } from './windows.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Asserts that the buckets of a window begin where the zone's calendar says, without gap or overlap, and that none is
 * empty.
 */
const expectCalendar = (history: ZoneHistory, bucket: Bucket, from: number, to: number): void => {
  const [tz = ''] = history.zones;
  const buckets = bucketsOf({ from, to }, { tz, bucket, now: to });
  const starts = bucketStarts(history, bucket, { from, to });
  const cut = starts[0] === from ? [] : [from];
  expect({ tz, starts: buckets.map((each) => each.from) }).toEqual({ tz, starts: [...cut, ...starts] });
  expect(buckets.map((each) => each.to)).toEqual([...buckets.slice(1).map((each) => each.from), to]);
  expect(buckets.every((each) => each.from < each.to)).toBe(true);
  expect(buckets[0]?.partial).toBe(cut.length > 0 || (buckets.length === 1 && !endsAt(history, bucket, to)));
};

const endsAt = (history: ZoneHistory, bucket: Bucket, to: number): boolean =>
  bucketStarts(history, bucket, { from: to, to: to + SLOT_MS }).length > 0;

/** How far before and after a clock change to look, in milliseconds, so that at least one bucket is whole. */
const REACH: Record<Bucket, number> = { hour: 12 * HOUR, day: 3 * DAY, week: 15 * DAY, month: 35 * DAY };

describe('the buckets of statistics, in every time zone', () => {
  it('are tested with every time zone; all clock changes of these zones lie on slot edges', () => {
    const histories = zoneHistories();
    expect(histories.flatMap(({ zones }) => zones)).toHaveLength(Intl.supportedValuesOf('timeZone').length);
    expect(histories.flatMap(changesOf).length).toBeGreaterThan(800);
    const onSlots = histories.flatMap(({ offsets }) =>
      offsets.map(({ offset, since }) => offset % SLOT_MS === 0 && since % SLOT_MS === 0),
    );
    expect(onSlots).not.toContain(false);
  });

  it.each(BUCKETS)(
    'begin where the %ss of the calendar begin, around every clock change of ten years in every zone',
    (bucket) => {
      for (const history of zoneHistories()) {
        for (const change of changesOf(history)) {
          expectCalendar(history, bucket, change - REACH[bucket], change + REACH[bucket]);
        }
      }
    },
  );

  it('begin where the calendar’s hours, days, weeks and months begin, in windows that begin and end anywhere', () => {
    const change = fc
      .constantFrom(...zoneHistories())
      .chain((history) =>
        fc.tuple(fc.constant(history), fc.constantFrom(TEN_YEARS.from, ...changesOf(history))),
      );
    fc.assert(
      fc.property(
        change,
        fc.integer({ min: -12, max: 12 }),
        fc.integer({ min: 1, max: 3_000 }),
        fc.constantFrom(...BUCKETS),
        ([history, at], before, length, bucket) => {
          const from = at + before * SLOT_MS;
          expectCalendar(history, bucket, from, from + length * SLOT_MS);
        },
      ),
      { numRuns: 500 },
    );
  });
});
