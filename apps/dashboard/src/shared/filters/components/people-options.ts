import { type GroupAnswer, MAX_GROUPS_PER_QUERY } from '@dwell/shared';
import { plainName } from '../../format/names.js';
import { messages } from '../../messages/messages.js';
import type { PeopleSearch } from '../api/people.js';
import { findGroups, type Pick, type PickedPeople, valueOf } from '../picked-people.js';
import { MORE } from './PersonOption.js';

const text = messages.filters;

/** The most groups to choose from at a time. More would hide the people below them. */
const MAX_GROUPS_SHOWN = 8;

/** The value of an option that says that there are more groups. */
const MORE_GROUPS = `${MORE}groups`;

interface Option {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

const optionOf = (pick: Pick): Option => ({ value: valueOf(pick), label: plainName(pick.name) });

interface Candidates {
  /** The search for people, finished or still running. */
  search: PeopleSearch;
  groups: readonly GroupAnswer[];
  typed: string;
  picked: PickedPeople;
}

/**
 * Returns the groups and then the people to choose from, and in `words` how many were found. `isCurrent` tells whether
 * the first option matches the typed text: groups match at once, people only after the API has answered.
 */
export const peopleOptions = ({ search, groups, typed, picked }: Candidates) => {
  const { people, hasMore, words } = search;
  const found = picked.groups.length < MAX_GROUPS_PER_QUERY ? findGroups(groups, typed) : [];
  const options: Option[] = found
    .slice(0, MAX_GROUPS_SHOWN)
    .map(({ name }) => optionOf({ kind: 'group', name }));
  if (found.length > MAX_GROUPS_SHOWN) {
    const label = text.moreGroups(MAX_GROUPS_SHOWN, found.length);
    options.push({ value: MORE_GROUPS, label, disabled: true });
  }
  options.push(...people.map(({ username }) => optionOf({ kind: 'person', name: username })));
  if (hasMore) options.push({ value: MORE, label: words, disabled: true });
  const isCurrent = search.done || found.length > 0;
  return {
    options,
    isCurrent,
    words: found.length > 0 ? `${text.groupsFound(found.length)} ${words}` : words,
  };
};
