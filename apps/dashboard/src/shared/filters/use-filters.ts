import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useSyncExternalStore } from 'react';
import type { Filters } from './filters.js';
import { resolveScope, type Scope } from './scope.js';

/** Returns the filters of the open page, and a function that changes some of them. */
export const useFilters = (): [Filters, (change: Filters) => void] => {
  const filters: Filters = useSearch({ from: '/shell' });
  const navigate = useNavigate();
  const change = (changed: Filters): void => {
    void navigate({ to: '.', search: (before) => ({ ...before, ...changed }) });
  };
  return [filters, change];
};

const TICK_MS = 15_000;

const subscribeToClock = (onTick: () => void): (() => void) => {
  const timer = setInterval(onTick, TICK_MS);
  return () => {
    clearInterval(timer);
  };
};

const readClock = (): number => (Math.floor(Date.now() / TICK_MS) * TICK_MS) / 1000;

/** Returns the current time in epoch seconds, rounded down to a tick. The component renders again at each tick. */
export const useNow = (): number => useSyncExternalStore(subscribeToClock, readClock);

/** Returns the filters of the open page with defaults filled in. The window of a preset moves on with the clock. */
export const useScope = (): Scope => {
  const [{ range, from, to, tz, compare, usernames, view }] = useFilters();
  const now = useNow();
  return useMemo(
    () => resolveScope({ range, from, to, tz, compare, usernames, view }, now),
    [range, from, to, tz, compare, usernames, view, now],
  );
};
