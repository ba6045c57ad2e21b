import { SLOT_MS, toMilliseconds } from '@dwell/shared';
import { offsetAt } from '../../platform/time-zones.js';

/** How many offsets are remembered: those of a month. Looking one up takes longer than writing the rest of a row. */
const MAX_OFFSETS = 3_000;

/**
 * Returns a function that converts epoch seconds to what a clock in `tz` shows, such as `2026-03-02 10:00:00`.
 * Spreadsheets read this as a date with a time. Milliseconds are left out.
 */
export const wallClock = (tz: string): ((seconds: number) => string) => {
  const offsets = new Map<number, number>();
  return (seconds) => {
    const instant = toMilliseconds(seconds);
    // Clocks change only at the beginning of a slot, so a slot has one offset.
    const slot = Math.floor(instant / SLOT_MS);
    let offset = offsets.get(slot);
    if (offset === undefined) {
      if (offsets.size === MAX_OFFSETS) offsets.clear();
      offset = offsetAt(instant, tz);
      offsets.set(slot, offset);
    }
    return new Date(instant + offset).toISOString().slice(0, 19).replace('T', ' ');
  };
};
