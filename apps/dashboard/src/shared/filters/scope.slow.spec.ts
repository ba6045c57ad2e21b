import { describe, expect, it } from '@jest/globals';
import { SLOT_SECONDS } from '@dwell/shared';
import { bucketStarts, changesOf, zoneHistories } from '@dwell/shared/testing/zone-history';
import { windowOf } from './scope.js';

describe('the windows of presets around every clock change of ten years in every time zone', () => {
  const HOUR = 3_600_000;
  const DAY = 24 * HOUR;

  it.each([
    ['today', 'day', 0],
    ['yesterday', 'day', 1],
    ['7d', 'day', 6],
    ['30d', 'day', 29],
    ['month', 'month', 0],
  ] as const)('begin, for %s, with the calendar’s %s', (range, bucket, before) => {
    for (const history of zoneHistories()) {
      const [tz = ''] = history.zones;
      for (const change of changesOf(history)) {
        const starts = bucketStarts(history, bucket, { from: change - 35 * DAY, to: change + 33 * DAY });
        for (const now of [-25, -1, 0, 1, 23, 29 * 24].map((hours) => change + hours * HOUR)) {
          const current = starts.findLastIndex((start) => start <= now);
          const first = starts[current - before];
          const end = range === 'yesterday' ? starts[current] : now + SLOT_SECONDS * 1000;
          if (first === undefined || end === undefined) continue;
          expect({ tz, now, ...windowOf(range, tz, now / 1000) }).toEqual({
            tz,
            now,
            from: first / 1000,
            to: end / 1000,
          });
        }
      }
    }
  });
});
