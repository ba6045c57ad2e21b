import { messages } from '../messages/messages.js';

/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);

const DAY_MS = 86_400_000;

/** Returns the names of the days of the week, from Monday on: `Mon` or `Monday`. */
export const weekdayNames = (style: 'short' | 'long'): string[] => {
  const { format } = new Intl.DateTimeFormat(messages.locale, { weekday: style, timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) => format(MONDAY + day * DAY_MS));
};

/** Returns what a clock shows at the beginning of an hour of the day, from 0 to 24: `09:00`. */
export const clockHour = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
