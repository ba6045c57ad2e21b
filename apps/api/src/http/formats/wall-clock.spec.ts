import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wallClock } from './wall-clock.js';

const ZONES = ['UTC', 'Europe/Paris', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Chatham'];

/** Returns what Node's own calendar shows at an instant. */
const shownBy = (tz: string, seconds: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: tz, dateStyle: 'short', timeStyle: 'medium' }).format(
    Math.floor(seconds) * 1000,
  );

describe('wallClock', () => {
  it.each(ZONES)('shows what clocks in %s show, also around the clock changes', (tz) => {
    const toWallTime = wallClock(tz);
    const instants = fc.oneof(
      fc.integer({ min: 0, max: 4_000_000_000_000 }),
      // The nights of 29 March and 25 October 2026, when clocks in Europe change.
      fc.integer({ min: 1_774_738_800_000, max: 1_774_753_200_000 }),
      fc.integer({ min: 1_792_882_800_000, max: 1_792_900_800_000 }),
    );
    fc.assert(
      fc.property(instants, (milliseconds) => {
        const seconds = milliseconds / 1000;
        expect(toWallTime(seconds)).toBe(shownBy(tz, seconds));
      }),
    );
  });

  it('shows the same hour twice when clocks are set back in autumn', () => {
    const toWallTime = wallClock('Europe/Paris');
    const change = Date.UTC(2026, 9, 25, 1) / 1000;
    expect([change - 1, change, change + 3_600].map(toWallTime)).toEqual([
      '2026-10-25 02:59:59',
      '2026-10-25 02:00:00',
      '2026-10-25 03:00:00',
    ]);
  });
});
