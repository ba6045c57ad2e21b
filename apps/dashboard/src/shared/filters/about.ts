import { plainName } from '../format/names.js';
import { formatWindow } from '../format/window.js';
import { messages } from '../messages/messages.js';
import type { Scope } from './scope.js';

const text = messages.filters;

/** Joins the parts of a text about figures. */
const join = (parts: readonly string[]): string => parts.join(' · ');

/** Returns in words which time and which filters figures are about. */
export const aboutScope = (scope: Scope): string =>
  join([`${formatWindow(scope.window, scope.tz)} (${scope.tz})`, ...filtersOf(scope)]);

/** Returns in words which filters figures are about; an empty text if they are about everything. */
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
