import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useNow } from '../time/clock.js';
import { type Filters, resolveScope, type Scope } from './filters.js';

/** The global filters of the page that is open, and a way to change some of them. */
export const useFilters = (): [Filters, (change: Filters) => void] => {
  const filters: Filters = useSearch({ from: '/shell' });
  const navigate = useNavigate();
  const change = (part: Filters): void => {
    void navigate({ to: '.', search: (before) => ({ ...before, ...part }) });
  };
  return [filters, change];
};

/** The filters of the page that is open, with defaults filled in; follows the clock where the window does. */
export const useScope = (): Scope => {
  const [{ range, from, to, tz, usernames, view }] = useFilters();
  const now = useNow();
  return useMemo(
    () => resolveScope({ range, from, to, tz, usernames, view }, now),
    [range, from, to, tz, usernames, view, now],
  );
};
