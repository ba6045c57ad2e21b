import type { TimelineAnswer, TimeWindow } from '@dwell/shared';
import { HEAT_CLASSES, type HeatClass, heatClasses } from '../../shared/charts/heat-scale.js';
import type { LegendProps } from '../../shared/charts/Legend.js';
import { sumSeconds } from '../../shared/charts/series.js';
import type { TableData } from '../../shared/charts/table-data.js';
import { durationTicks } from '../../shared/charts/ticks.js';
import { formatDuration } from '../../shared/format/duration.js';
import { formatInstant } from '../../shared/format/instant.js';
import { messages } from '../../shared/messages/messages.js';
import { instantOf, startOfDay, startOfMonth, wallClockAt } from '../../shared/time/zone.js';

/** A day of the calendar, and the time on page in it. */
export interface CalendarDay extends TimeWindow {
  /** Time on page, in seconds. */
  readonly seconds: number;
}

/** A column of the calendar: seven days from Monday on. undefined where the calendar begins or ends within a week. */
export type CalendarWeek = readonly (CalendarDay | undefined)[];

/** How many whole weeks before the running one the calendar has: about 12 months. */
const WEEKS_BEFORE = 52;

const MIDNIGHT = { hour: 0, minute: 0, second: 0 };

/** Returns the day of the week in `tz`, from 0 for Monday to 6 for Sunday. */
const weekdayAt = (instant: number, tz: string): number => {
  const { year, month, day } = wallClockAt(instant, tz);
  return (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
};

/**
 * Returns the time that the calendar shows: the 52 weeks before this week and this week up to today, or, if the window
 * ends before that, the calendar year in which it ends. So a click on a day, which makes the day the window, leaves the
 * calendar where it is.
 */
export const calendarWindow = ({ to }: TimeWindow, tz: string, now: number): TimeWindow => {
  const monday = startOfDay(now, tz, -weekdayAt(now, tz));
  const recent = { from: startOfDay(monday, tz, -7 * WEEKS_BEFORE), to: startOfDay(now, tz, 1) };
  const lastDay = Math.min(to - 1, now);
  if (lastDay >= recent.from) return recent;
  const { year } = wallClockAt(lastDay, tz);
  const newYear = (of: number): number => instantOf({ year: of, month: 1, day: 1, ...MIDNIGHT }, tz);
  return { from: newYear(year), to: newYear(year + 1) };
};

/** Returns the days of a timeline with daily buckets as weeks, with the time on all views. */
export const calendarWeeks = ({ buckets, series, other, tz }: TimelineAnswer): CalendarWeek[] => {
  const layers = [...series, ...(other ? [other] : [])];
  const weeks: (CalendarDay | undefined)[][] = [];
  let week: (CalendarDay | undefined)[] | undefined;
  buckets.forEach(({ from, to }, index) => {
    const weekday = weekdayAt(from, tz);
    if (!week || weekday === 0) {
      week = Array.from({ length: DAYS_OF_WEEK }, () => undefined);
      weeks.push(week);
    }
    const seconds = sumSeconds(layers.map(({ visible_duration }) => visible_duration[index] ?? 0));
    week[weekday] = { from, to, seconds };
  });
  return weeks;
};

const DAYS_OF_WEEK = 7;

/** Returns the days with time as a table, the latest first. */
export const calendarTable = (weeks: readonly CalendarWeek[], tz: string): TableData => {
  const days = weeks
    .flat()
    .filter((day) => day !== undefined)
    .filter(({ seconds }) => seconds > 0)
    .toReversed();
  return {
    rowsLabel: messages.person.day,
    rows: days.map(({ from }) => ({ label: formatInstant(from, tz, 'fullDay') })),
    columns: [
      { key: 'time', label: messages.statistics.timeOnPage, values: days.map(({ seconds }) => seconds) },
    ],
    unit: 'seconds',
  };
};

/** Returns the classes of time that the days' colours stand for, up to the time of the longest day. */
export const dayClasses = (weeks: readonly CalendarWeek[]): HeatClass[] =>
  heatClasses(durationTicks(Math.max(0, ...weeks.flat().map((day) => day?.seconds ?? 0)), HEAT_CLASSES));

export const calendarLegend = (classes: readonly HeatClass[]): LegendProps => ({
  label: messages.statistics.timeOnPage,
  items: classes.map(({ upTo, color }) => ({
    key: String(upTo),
    label: upTo === 0 ? messages.heatmap.none : messages.heatmap.upTo(formatDuration(upTo)),
    color,
  })),
});

/** A heading above the columns of the calendar: where a month begins. */
export interface MonthHeading {
  /** An instant in the month, in epoch seconds. */
  readonly at: number;
  /** How many columns the month has. */
  readonly weeks: number;
}

/** Returns the months above the columns. A week belongs to the month of its first day that the calendar shows. */
export const monthHeadings = (weeks: readonly CalendarWeek[], tz: string): MonthHeading[] => {
  const headings: { at: number; weeks: number; month: number }[] = [];
  for (const week of weeks) {
    const at = week.find((day) => day !== undefined)?.from ?? 0;
    const month = startOfMonth(at, tz);
    const last = headings.at(-1);
    if (last?.month === month) last.weeks++;
    else headings.push({ at, weeks: 1, month });
  }
  return headings.map(({ at, weeks: columns }) => ({ at, weeks: columns }));
};
