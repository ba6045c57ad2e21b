import type { TimeWindow } from '@dwell/shared';
import { formatInstant } from '../format/instant.js';
import { instantOf, startOfDay, wallClockAt } from '../time/zone.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Distances between marks of a clock, in seconds; each divides a day. */
const CLOCK_STEPS = [
  ...[10, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
];

/** Distances between marks of a calendar, in days. */
const DAY_STEPS = [1, 2, 7, 14, 28, 91, 182, 364];

export interface TimeTick {
  at: number;
  label: string;
}

/** Marks for an axis of time: at round times of a clock in `tz`, at midnights where the window is long. */
export const timeTicks = (window: TimeWindow, tz: string, most = 8): TimeTick[] => {
  const length = window.to - window.from;
  const clockStep = CLOCK_STEPS.find((step) => length / step <= most);
  return clockStep === undefined ? dayTicks(window, tz, most) : clockTicks(window, tz, clockStep);
};

const clockTicks = (window: TimeWindow, tz: string, step: number): TimeTick[] => {
  const { year, month, day } = wallClockAt(window.from, tz);
  const ticks: TimeTick[] = [];
  for (let second = 0; ; second += step) {
    const at = instantOf({ year, month, day, hour: 0, minute: 0, second }, tz);
    if (at > window.to) return ticks;
    // Where clocks go forward, two marks may name one instant.
    if (at < window.from || at === ticks.at(-1)?.at) continue;
    const midnight = second % DAY === 0;
    ticks.push({ at, label: formatInstant(at, tz, midnight ? 'day' : step < MINUTE ? 'clock' : 'time') });
  }
};

const dayTicks = (window: TimeWindow, tz: string, most: number): TimeTick[] => {
  const days = (window.to - window.from) / DAY;
  const step = DAY_STEPS.find((candidate) => days / candidate <= most) ?? Math.ceil(days / most);
  const ticks: TimeTick[] = [];
  for (let day = 0; ; day += step) {
    const at = startOfDay(window.from, tz, day);
    if (at > window.to) return ticks;
    if (at >= window.from) ticks.push({ at, label: formatInstant(at, tz, 'day') });
  }
};
