import { MAX_STRING_LENGTH, MAX_USERNAMES_PER_QUERY } from '@dwell/shared';
import { TagsInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useKnownUsernames } from '../../api/known-usernames.js';
import { messages } from '../../messages/messages.js';
import { useFilters } from '../use-filters.js';
import classes from './FilterBar.module.css';

const text = messages.filters;

const TYPING_PAUSE_MS = 250;

/** Chooses users by name; names that are not suggested can be typed. */
export const UsernamesPicker = () => {
  const [{ usernames = [] }, change] = useFilters();
  const [typed, setTyped] = useState('');
  const [prefix] = useDebouncedValue(typed.trim(), TYPING_PAUSE_MS);
  const [used, setUsed] = useState(false);
  const known = useKnownUsernames(prefix, used);
  return (
    <TagsInput
      className={classes.usernames}
      aria-label={text.usernames}
      placeholder={usernames.length === 0 ? text.anyUser : undefined}
      leftSection={<IconUsers size={16} stroke={1.6} />}
      value={usernames}
      onChange={(names) => {
        change({ usernames: names.length > 0 ? names : undefined });
      }}
      onFocus={() => setUsed(true)}
      searchValue={typed}
      onSearchChange={setTyped}
      data={known.data ?? []}
      // A username may hold any character: only Enter ends one.
      splitChars={[]}
      maxLength={MAX_STRING_LENGTH}
      maxTags={MAX_USERNAMES_PER_QUERY}
      clearable
      clearButtonProps={{ 'aria-label': text.anyUser }}
      data-testid="usernames-filter"
    />
  );
};
