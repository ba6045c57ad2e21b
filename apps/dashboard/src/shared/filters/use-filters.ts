import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useSyncExternalStore } from 'react';
import { useContact } from '../api/server-contact.js';
import { useMissingGroups } from './api/groups.js';
import { type Filters, withoutGroups } from './filters.js';
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

const toTick = (ms: number): number => (Math.floor(ms / TICK_MS) * TICK_MS) / 1000;

const readClock = (): number => toTick(Date.now());

/**
 * Returns the current time in epoch seconds, rounded down to a multiple of 15 seconds. The component renders again when
 * this value changes.
 */
export const useNow = (): number => useSyncExternalStore(subscribeToClock, readClock);

/**
 * Returns the filters of the open page with defaults filled in. The window of a preset moves on with the clock; while
 * the server does not answer, it stays, because no figures of a later window can come. Leaves out groups that do not
 * exist, because the API refuses them.
 */
export const useScope = (): Scope => {
  const [filters] = useFilters();
  const { missing } = useMissingGroups(filters);
  const { range, from, to, tz, compare, usernames, groups, not_usernames, not_groups, view } = filters;
  const clock = useNow();
  const contact = useContact();
  const now = contact.state === 'lost' ? toTick(contact.since) : clock;
  return useMemo(() => {
    const people = { usernames, groups, not_usernames, not_groups };
    return resolveScope({ range, from, to, tz, compare, view, ...withoutGroups(people, missing) }, now);
  }, [range, from, to, tz, compare, usernames, groups, not_usernames, not_groups, missing, view, now]);
};
