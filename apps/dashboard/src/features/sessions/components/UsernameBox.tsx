import { MAX_STRING_LENGTH } from '@dwell/shared';
import { Autocomplete, VisuallyHidden } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { usePeopleSearch } from '../../../shared/filters/api/people.js';
import { MORE, PERSON_OPTIONS, PersonOption } from '../../../shared/filters/components/PersonOption.js';
import { useScope } from '../../../shared/filters/use-filters.js';
import { messages } from '../../../shared/messages/messages.js';

const text = messages.sessions;

interface UsernameBoxProps {
  value: string;
  onChange: (prefix: string) => void;
}

/** Takes the beginning of a username. Suggests the people who have the text anywhere in their names. */
export const UsernameBox = ({ value, onChange }: UsernameBoxProps) => {
  const { tz } = useScope();
  const [focused, setFocused] = useState(false);
  const suggests = focused && value.trim() !== '';
  const { people, hasMore, done, words } = usePeopleSearch(value, suggests);
  const saysWords = !done || people.length === 0 || hasMore;
  return (
    <>
      <Autocomplete
        aria-label={text.prefix}
        placeholder={text.prefix}
        leftSection={<IconSearch size={15} stroke={1.6} />}
        value={value}
        maxLength={MAX_STRING_LENGTH}
        onChange={onChange}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        data={
          suggests
            ? [
                ...people.map(({ username }) => username),
                ...(saysWords ? [{ value: MORE, disabled: true }] : []),
              ]
            : []
        }
        filter={({ options }) => options}
        renderOption={({ option }) => (
          <PersonOption
            person={people.find(({ username }) => username === option.value)}
            label={words}
            tz={tz}
          />
        )}
        classNames={PERSON_OPTIONS.classNames}
        comboboxProps={PERSON_OPTIONS.comboboxProps}
        w={220}
      />
      <VisuallyHidden role="status">{suggests && words}</VisuallyHidden>
    </>
  );
};
