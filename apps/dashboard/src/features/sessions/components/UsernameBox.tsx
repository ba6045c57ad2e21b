import { MAX_STRING_LENGTH } from '@dwell/shared';
import { Autocomplete, VisuallyHidden } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { usePeopleSearch } from '../../../shared/filters/api/people.js';
import { MORE, PERSON_OPTIONS, PersonOption } from '../../../shared/filters/components/PersonOption.js';
import { useScope } from '../../../shared/filters/use-filters.js';
import { plainName } from '../../../shared/format/names.js';
import { messages } from '../../../shared/messages/messages.js';

const text = messages.sessions;

interface UsernameBoxProps {
  value: string;
  onChange: (prefix: string) => void;
  onPick: (username: string) => void;
}

/** The value of the option that explains which sessions the typed text selects. No username has this character. */
const HINT = '\0hint';

/**
 * Takes the beginning of a username, exactly as it is written. Suggests the people who have the text anywhere in their
 * names, whatever case and accents, to pick one.
 */
export const UsernameBox = ({ value, onChange, onPick }: UsernameBoxProps) => {
  const { tz } = useScope();
  const [focused, setFocused] = useState(false);
  const suggests = focused && value.trim() !== '';
  const { people, hasMore, done, words } = usePeopleSearch(value, suggests);
  // Autocomplete reports a pick first as a pick, and then as a change of its text to the picked name.
  const hasPicked = useRef(false);
  const take = (typed: string): void => {
    if (hasPicked.current) onPick(typed);
    else onChange(typed);
    hasPicked.current = false;
  };
  const saysWords = !done || people.length === 0 || hasMore;
  return (
    <>
      <Autocomplete
        aria-label={text.prefix}
        aria-description={text.prefixRule}
        placeholder={text.prefix}
        leftSection={<IconSearch size={15} stroke={1.6} />}
        value={value}
        maxLength={MAX_STRING_LENGTH}
        onChange={take}
        onOptionSubmit={() => {
          hasPicked.current = true;
        }}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        data={
          suggests
            ? [
                ...people.map(({ username }) => username),
                ...(saysWords ? [{ value: MORE, disabled: true }] : []),
                { value: HINT, disabled: true },
              ]
            : []
        }
        filter={({ options }) => options}
        renderOption={({ option }) => (
          <PersonOption
            person={people.find(({ username }) => username === option.value)}
            label={option.value === HINT ? text.prefixHint(plainName(value)) : words}
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
