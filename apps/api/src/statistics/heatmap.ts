import { type HeatmapAnswer, toSeconds } from '@dwell/shared';
import type { SessionStore } from '../store/ports/session-store.js';
import { wallAt } from './calendar.js';
import { type Question, toScopeAnswer } from './question.js';
import { hoursOf } from './windows.js';

const HOURS_PER_DAY = 24;
const DAYS_PER_WEEK = 7;

/** Returns the hour of the week at which a calendar hour begins, from 0 (Monday 00:00) to 167 (Sunday 23:00). */
const hourOfWeek = (instant: number, tz: string): number => {
  const wall = new Date(wallAt(instant, tz));
  const daysSinceMonday = (wall.getUTCDay() + DAYS_PER_WEEK - 1) % DAYS_PER_WEEK;
  return daysSinceMonday * HOURS_PER_DAY + wall.getUTCHours();
};

/** @throws InvalidFields if the window is too long */
export const heatmapOf = async (store: SessionStore, question: Question): Promise<HeatmapAnswer> => {
  const { window, filter, tz, now } = question;
  const hours = hoursOf(window, tz);
  const cells = Array.from({ length: DAYS_PER_WEEK * HOURS_PER_DAY }, () => ({
    ms: 0,
    visits: 0,
    elapsedMs: 0,
  }));
  const cellOf = hours.map(({ from }) => cells[hourOfWeek(from, tz)]);
  hours.forEach(({ from, to }, index) => {
    const cell = cellOf[index];
    if (cell) cell.elapsedMs += Math.max(0, Math.min(to, now) - from);
  });
  for (const { bucket, ms, visits } of await store.bucketSums(hours, filter)) {
    const cell = cellOf[bucket];
    if (!cell) continue;
    cell.ms += ms;
    cell.visits += visits;
  }
  return {
    ...toScopeAnswer(question),
    cells: cells.map(({ ms, visits, elapsedMs }, index) => ({
      weekday: Math.floor(index / HOURS_PER_DAY) + 1,
      hour: index % HOURS_PER_DAY,
      visible_duration: toSeconds(ms),
      visits,
      elapsed: toSeconds(elapsedMs),
      mean_people: elapsedMs === 0 ? null : ms / elapsedMs,
    })),
  };
};
