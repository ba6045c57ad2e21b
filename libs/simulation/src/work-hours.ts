import { DAY, HOUR, isFriday, isWeekend, type LocalDay, MINUTE, type Span } from './calendar.js';
import type { Random } from './random.js';

/**
 * The times of a day at which a person may use the application. They may depend on `place`, the person's number
 * within the persona, which divides operators into teams.
 */
export interface WorkHours {
  /** Returns spans in order, which overlap neither each other nor those of the days before and after. */
  spansOf(day: LocalDay, place: number, random: Random): Span[];
  /** The number of days by which a span may reach beyond the day on which it begins. */
  readonly longestDays: number;
}

export interface OfficeDay {
  /** In hours: 8.5 is half past eight. */
  readonly arrives: number;
  readonly leaves: number;
  /** The probability that the person works on a working day. */
  readonly attendance: number;
  /** The probability of one more hour on a weekend day, and on the evening of a working day. */
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

/**
 * Some minutes near each of the given hours, with this probability (on weekend days a twentieth of it), for people who
 * have little time.
 */
export const peeks = (hours: readonly number[], probability: number): WorkHours => ({
  longestDays: 0,
  spansOf: (day, _place, random) =>
    hours
      .filter(() => random.chance(isWeekend(day) ? probability / 20 : probability))
      .map((hour) => random.near(hour, 0.15))
      .map((from) => spanOf(day, from, from + random.between(0.05, 0.3))),
});

/** The rota of a team: the hour at which the shift of each day begins; undefined is a day off. */
const ROTA = [6, 6, 14, 14, 22, 22, undefined, undefined];
const SHIFT_HOURS = 8;
/** The days between one team and the next in the rota, so that each shift of each day has a team. */
const TEAM_OFFSET = 2;
/** The probability that a member of the team is on duty. */
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

/** How long a wall screen runs before it is restarted, in days. */
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
