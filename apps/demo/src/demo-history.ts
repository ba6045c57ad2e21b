import type { RecordingRules, SessionStore } from '@dwell/api';
import { createPeople } from '@dwell/simulation';
import { type DemoOptions, readDemoOptions } from './demo-options.js';
import { fillHistory, type History } from './fill-history.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Returns what the people of a demo have done until now. */
const historyOf = ({ days, users, seed }: DemoOptions, keepaliveIntervalMs: number): History => {
  const until = Date.now();
  const utcOffsetMinutes = -new Date(until).getTimezoneOffset();
  return {
    people: createPeople(users),
    from: until - days * DAY_MS,
    until,
    simulation: { seed, utcOffsetMinutes, keepaliveIntervalMs, presence: 'hours of work' },
  };
};

/** Stores the history that a demo starts with. Resolves to it, with its number of pings and sessions. */
export const fillDemo = async (
  store: SessionStore,
  rules: RecordingRules,
  options = readDemoOptions([]),
): Promise<{ readonly history: History; readonly pings: number; readonly sessions: number }> => {
  const history = historyOf(options, rules.keepaliveIntervalMs);
  return { history, ...(await fillHistory(store, history, rules)) };
};
