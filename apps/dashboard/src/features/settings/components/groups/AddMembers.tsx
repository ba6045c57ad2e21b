import { MAX_STRING_LENGTH, MAX_USERNAMES_PER_QUERY } from '@dwell/shared';
import { Button, MultiSelect, Pill } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { describeError } from '../../../../shared/api/describe-error.js';
import { usePeopleSearch } from '../../../../shared/filters/api/people.js';
import { MORE, PERSON_OPTIONS, PersonOption } from '../../../../shared/filters/components/PersonOption.js';
import { useScope } from '../../../../shared/filters/use-filters.js';
import { plainName } from '../../../../shared/format/names.js';
import { messages } from '../../../../shared/messages/messages.js';
import { FormAlert } from '../../../../shared/ui/FormAlert.js';
import { Name } from '../../../../shared/ui/Name.js';
import { notifyDone } from '../../../../shared/ui/notify.js';
import { useAddMembers } from '../../api/groups.js';
import classes from '../settings.module.css';

const text = messages.groups;

/**
 * Adds members to a group. Suggests the people who were seen; a name that nobody has yet can be added too, because a
 * person may be in a group before the first session.
 */
export const AddMembers = ({ group }: { group: string }) => {
  const { tz } = useScope();
  const [chosen, setChosen] = useState<string[]>([]);
  const [typed, setTyped] = useState('');
  const [focused, setFocused] = useState(false);
  const { people, hasMore, done, words } = usePeopleSearch(typed, focused);
  const add = useAddMembers(group);
  const isNew = done && typed.trim() !== '' && !people.some(({ username }) => username === typed);
  const submit = (): void =>
    add.mutate(chosen, {
      onSuccess: ({ added }) => {
        notifyDone(text.added(added));
        setChosen([]);
      },
    });
  return (
    <div className={classes.add}>
      <FormAlert message={add.error ? describeError(add.error) : undefined} />
      <div className={classes.addLine}>
        <MultiSelect
          className={classes.addField}
          aria-label={text.addMembers}
          placeholder={chosen.length === 0 ? text.addMembers : undefined}
          leftSection={<IconUserPlus size={16} stroke={1.6} />}
          value={chosen}
          onChange={setChosen}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          searchable
          searchValue={typed}
          onSearchChange={setTyped}
          data={[
            ...people.map(({ username }) => ({ value: username, label: plainName(username) })),
            ...(isNew ? [{ value: typed, label: text.addUnseen(plainName(typed)) }] : []),
            ...(hasMore ? [{ value: MORE, label: words, disabled: true }] : []),
          ]}
          filter={({ options }) => options}
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
              {...(onRemove && { onRemove })}
              removeButtonProps={{ 'aria-label': text.doNotAdd(plainName(String(value))) }}
              maw="100%"
            >
              <Name name={String(value)} />
            </Pill>
          )}
          maxLength={MAX_STRING_LENGTH}
          maxValues={MAX_USERNAMES_PER_QUERY}
          classNames={PERSON_OPTIONS.classNames}
          comboboxProps={PERSON_OPTIONS.comboboxProps}
        />
        <Button disabled={chosen.length === 0} loading={add.isPending} onClick={submit}>
          {text.add(chosen.length)}
        </Button>
      </div>
    </div>
  );
};
