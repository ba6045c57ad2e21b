import { MAX_STRING_LENGTH, MAX_USERNAMES_PER_QUERY } from '@dwell/shared';
import { MultiSelect, VisuallyHidden } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useGroups } from '../api/groups.js';
import { usePeopleSearch } from '../api/people.js';
import { type PickedPeople, pickedIn, pickOf, valuesOf } from '../picked-people.js';
import { useScope } from '../use-filters.js';
import { GroupOption } from './GroupOption.js';
import { peopleOptions } from './people-options.js';
import { PERSON_OPTIONS, PersonOption } from './PersonOption.js';
import { PickPill } from './PickPill.js';

interface PeoplePickerProps {
  label: string;
  /** Shown while nobody is chosen. */
  placeholder: string;
  /** Label of the button that removes all choices. */
  clearLabel: string;
  leftSection: ReactNode;
  leftSectionWidth?: number;
  className: string | undefined;
  autoFocus?: boolean;
  picked: PickedPeople;
  onPick: (picked: PickedPeople) => void;
  /** Called when the field gets the focus, and when it loses it. */
  onFocusChange?: (focused: boolean) => void;
}

/** Chooses people and groups. The user searches both by a part of their names. */
export const PeoplePicker = ({
  label,
  placeholder,
  clearLabel,
  picked,
  onPick,
  onFocusChange,
  ...field
}: PeoplePickerProps) => {
  const { tz } = useScope();
  const [typed, setTyped] = useState('');
  const [focused, setFocused] = useState(false);
  const search = usePeopleSearch(typed, focused);
  const { data: groups = [] } = useGroups(focused);
  const { options, words, isCurrent } = peopleOptions({ search, groups, typed, picked });
  const focus = (has: boolean): void => {
    setFocused(has);
    onFocusChange?.(has);
  };
  const values = valuesOf(picked);
  return (
    <>
      <MultiSelect
        aria-label={label}
        placeholder={values.length === 0 ? placeholder : undefined}
        value={values}
        onChange={(chosen) => onPick(pickedIn(chosen))}
        onFocus={() => focus(true)}
        onBlur={() => focus(false)}
        searchable
        searchValue={typed}
        onSearchChange={setTyped}
        data={options}
        // All options already match the typed text.
        filter={({ options: all }) => all}
        // Enter picks the best match, but never a match of a text that was typed before.
        selectFirstOptionOnChange={isCurrent && typed !== ''}
        nothingFoundMessage={words}
        renderOption={({ option, checked = false }) => {
          const { kind, name } = pickOf(option.value);
          const group = kind === 'group' ? groups.find((each) => each.name === name) : undefined;
          if (group) return <GroupOption group={group} checked={checked} />;
          const person = search.people.find(({ username }) => username === name);
          return <PersonOption person={person} label={option.label} tz={tz} checked={checked} />;
        }}
        renderPill={({ value, onRemove, disabled }) => (
          <PickPill pick={pickOf(String(value))} onRemove={onRemove} disabled={disabled ?? false} />
        )}
        maxLength={MAX_STRING_LENGTH}
        classNames={PERSON_OPTIONS.classNames}
        comboboxProps={PERSON_OPTIONS.comboboxProps}
        maxValues={MAX_USERNAMES_PER_QUERY}
        clearable
        clearButtonProps={{ 'aria-label': clearLabel }}
        {...field}
      />
      <VisuallyHidden role="status">{focused && words}</VisuallyHidden>
    </>
  );
};
