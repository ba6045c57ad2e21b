import { MAX_STRING_LENGTH, MAX_USERNAMES_PER_QUERY } from '@dwell/shared';
import { Pill, TagsInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { plainName } from '../../format/names.js';
import { messages } from '../../messages/messages.js';
import { Name } from '../../ui/Name.js';
import { useKnownUsernames } from '../api/known-usernames.js';
import { useFilters } from '../use-filters.js';
import classes from './FilterBar.module.css';

const text = messages.filters;

const TYPING_PAUSE_MS = 250;

/** Filters by usernames. The user picks suggestions or types any name. */
export const UsernamesPicker = () => {
  const [{ usernames = [] }, change] = useFilters();
  const [typed, setTyped] = useState('');
  const [prefix] = useDebouncedValue(typed.trim(), TYPING_PAUSE_MS);
  const [opened, setOpened] = useState(false);
  const known = useKnownUsernames(prefix, opened);
  return (
    <TagsInput
      className={classes.usernames}
      aria-label={text.usernames}
      placeholder={usernames.length === 0 ? text.anyUser : undefined}
      leftSection={<IconUsers size={16} stroke={1.6} />}
      value={usernames}
      onChange={(names) => change({ usernames: names.length > 0 ? names : undefined })}
      onFocus={() => setOpened(true)}
      searchValue={typed}
      onSearchChange={setTyped}
      data={known.data ?? []}
      renderOption={({ option }) => <Name name={option.value} />}
      renderPill={({ value, onRemove, disabled }) => (
        <Pill
          withRemoveButton
          disabled={disabled ?? false}
          onRemove={onRemove}
          removeButtonProps={{ 'aria-label': text.removeUser(plainName(String(value))) }}
          maw="100%"
        >
          <Name name={String(value)} />
        </Pill>
      )}
      // Usernames may contain any character, so only Enter completes one.
      splitChars={[]}
      maxLength={MAX_STRING_LENGTH}
      maxTags={MAX_USERNAMES_PER_QUERY}
      clearable
      clearButtonProps={{ 'aria-label': text.anyUser }}
    />
  );
};
