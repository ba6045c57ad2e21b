import { plainName } from '../format/names.js';
import { formatWindow } from '../format/window.js';
import { messages } from '../messages/messages.js';
import type { Scope } from './scope.js';

const text = messages.filters;

const join = (parts: readonly string[]): string => parts.join(' · ');

/** Returns in words the time and the filters of figures: `8 Nov – 14 Nov 2026 (UTC) · view /orders · only anna`. */
export const aboutScope = (scope: Scope): string =>
  join([`${formatWindow(scope.window, scope.tz)} (${scope.tz})`, ...filtersOf(scope)]);

/** Returns in words the filters of figures: `view /orders · only anna`. Returns an empty text if there are none. */
export const aboutFilters = (scope: Scope): string => join(filtersOf(scope));

const filtersOf = ({ view, usernames, groups, notUsernames, notGroups }: Scope): string[] => {
  const people = [...groups, ...usernames].map(plainName);
  const excluded = [...notGroups, ...notUsernames].map(plainName);
  return [
    ...(view === undefined ? [] : [text.aboutView(plainName(view))]),
    ...(people.length === 0 ? [] : [text.aboutPeople(people.join(', '))]),
    ...(excluded.length === 0 ? [] : [text.aboutExcluded(excluded.join(', '))]),
  ];
};
