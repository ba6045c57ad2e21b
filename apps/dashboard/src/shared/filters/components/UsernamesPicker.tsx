import { MAX_STRING_LENGTH, MAX_USERNAMES_PER_QUERY } from '@dwell/shared';
import { MultiSelect, Pill, VisuallyHidden } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { plainName } from '../../format/names.js';
import { messages } from '../../messages/messages.js';
import { Name } from '../../ui/Name.js';
import { usePeopleSearch } from '../api/people.js';
import { useFilters, useScope } from '../use-filters.js';
import classes from './FilterBar.module.css';
import { MORE, PERSON_OPTIONS, PersonOption } from './PersonOption.js';

const text = messages.filters;

/** Filters by usernames. The user searches people by a part of their names, and picks some. */
export const UsernamesPicker = () => {
  const [{ usernames = [] }, change] = useFilters();
  const { tz } = useScope();
  const [typed, setTyped] = useState('');
  const [focused, setFocused] = useState(false);
  const { people, hasMore, done, words } = usePeopleSearch(typed, focused);
  return (
    <>
      <MultiSelect
        className={classes.usernames}
        aria-label={text.usernames}
        placeholder={usernames.length === 0 ? text.anyUser : undefined}
        leftSection={<IconUsers size={16} stroke={1.6} />}
        value={usernames}
        onChange={(names) => change({ usernames: names.length > 0 ? names : undefined })}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        searchable
        searchValue={typed}
        onSearchChange={setTyped}
        data={[
          ...people.map(({ username }) => ({ value: username, label: plainName(username) })),
          ...(hasMore ? [{ value: MORE, label: words, disabled: true }] : []),
        ]}
        // The API has filtered the options already.
        filter={({ options }) => options}
        // Enter picks the best match, but never one of an earlier text.
        selectFirstOptionOnChange={done && typed !== ''}
        nothingFoundMessage={words}
        renderOption={({ option, checked = false }) => (
          <PersonOption
            person={people.find(({ username }) => username === option.value)}
            label={option.label}
            tz={tz}
            checked={checked}
          />
        )}
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
        maxLength={MAX_STRING_LENGTH}
        classNames={PERSON_OPTIONS.classNames}
        comboboxProps={PERSON_OPTIONS.comboboxProps}
        maxValues={MAX_USERNAMES_PER_QUERY}
        clearable
        clearButtonProps={{ 'aria-label': text.anyUser }}
      />
      <VisuallyHidden role="status">{focused && words}</VisuallyHidden>
    </>
  );
};
