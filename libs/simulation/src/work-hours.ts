import { isFriday, isWeekend, type LocalDay, type Span } from './calendar.js';
import type { Random } from './random.js';
import { DAY, HOUR, MINUTE } from './units.js';

/** When someone may be at the application on a day; `place` tells people of one persona apart (teams). */
export interface WorkHours {
  /** In order and disjoint, also with those of the days before and after. */
  spansOf(day: LocalDay, place: number, random: Random): Span[];
  /** A span may reach so many days beyond the day that it begins on. */
  readonly longestDays: number;
}

export interface OfficeDay {
  /** Hours of the day, 8.5 is half past eight. */
  readonly arrives: number;
  readonly leaves: number;
  /** How likely someone works at all on a working day. */
  readonly attendance: number;
  /** How likely someone looks in for an hour on a day of the weekend, and on a working day's evening. */
  readonly overtime: number;
}

/** Monday to Friday, with a lunch break and a shorter Friday. */
export const officeHours = ({ arrives, leaves, attendance, overtime }: OfficeDay): WorkHours => ({
  longestDays: 0,
  spansOf: (day, _place, random) => {
    const extra = random.near(isWeekend(day) ? 11 : 21, 0.3);
    const overtimes = random.chance(overtime) ? [spanOf(day, extra, extra + 1)] : [];
    if (isWeekend(day)) return overtimes;
    if (!random.chance(attendance)) return [];
    const noon = random.near(12.3, 0.2);
    const back = noon + random.near(0.9, 0.1);
    const home = random.near(isFriday(day) ? leaves - 1 : leaves, 0.3);
    return [spanOf(day, random.near(arrives, 0.25), noon), spanOf(day, back, home), ...overtimes];
  },
});

/** Hours at which someone who has no time opens the application for some minutes. */
export const peeks = (hours: readonly number[], likely: number): WorkHours => ({
  longestDays: 0,
  spansOf: (day, _place, random) =>
    hours
      .filter(() => random.chance(isWeekend(day) ? likely / 20 : likely))
      .map((hour) => random.near(hour, 0.15))
      .map((from) => spanOf(day, from, from + random.between(0.05, 0.3))),
});

/** What the days of a rota are, in the order in which a team goes through them; each begins at that hour. */
const ROTA = [6, 6, 14, 14, 22, 22, undefined, undefined];
const SHIFT_HOURS = 8;
/** Teams follow one another, so that each shift of each day has its own. */
const TEAM_OFFSET = 2;
/** How likely someone of a team is there: at weekends half of it stays at home. */
const ON_DUTY = { week: 0.93, weekend: 0.5 };

/** Early, late and night shifts around the clock. */
export const rota: WorkHours = {
  longestDays: 1,
  spansOf: (day, place, random) => {
    const starts = ROTA[(day.index + place * TEAM_OFFSET) % ROTA.length];
    if (starts === undefined) return [];
    if (!random.chance(isWeekend(day) ? ON_DUTY.weekend : ON_DUTY.week)) return [];
    return [spanOf(day, starts + random.between(0, 0.2), starts + SHIFT_HOURS - random.between(0, 0.2))];
  },
};

/** How long a wall screen runs until it is restarted, in days. */
export const WALL_SCREEN_DAYS = 9;
const RESTART_MS = 10 * MINUTE;

/** Day and night for {@link WALL_SCREEN_DAYS}, then a restart. */
export const aroundTheClock: WorkHours = {
  longestDays: WALL_SCREEN_DAYS,
  spansOf: (day, place) =>
    (day.index + place) % WALL_SCREEN_DAYS === 0
      ? [{ from: day.midnight + RESTART_MS, to: day.midnight + WALL_SCREEN_DAYS * DAY }]
      : [],
};

const spanOf = (day: LocalDay, fromHour: number, toHour: number): Span => ({
  from: Math.round(day.midnight + fromHour * HOUR),
  to: Math.round(day.midnight + toHour * HOUR),
});
