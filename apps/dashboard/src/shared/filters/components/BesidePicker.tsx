import { Button, Menu } from '@mantine/core';
import { IconColumns2, IconUserQuestion, IconUsers, IconX } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { messages } from '../../messages/messages.js';
import { besideOf, OTHERS } from '../beside.js';
import { type PickedPeople, pickedIn, valuesOf } from '../picked-people.js';
import { useScope } from '../use-filters.js';
import classes from './FilterBar.module.css';
import { PeoplePicker } from './PeoplePicker.js';

const text = messages.filters;

/** Returns the choice that is in `picked` and was not there before; undefined if there is none. */
const newest = (picked: PickedPeople, before: string | undefined): string | undefined =>
  valuesOf(picked).find((value) => value !== before);

/** Chooses the people to compare with those of the filters: a group, a person, or all others. */
export const BesidePicker = () => {
  const scope = useScope();
  const search = useSearch({ from: '/shell' });
  const navigate = useNavigate();
  const [opened, setOpened] = useState(false);
  const beside = besideOf(search, scope);
  const choose = (value: string | undefined): void => {
    void navigate({ to: '.', search: (before) => ({ ...before, beside: value }) });
  };
  if (beside === OTHERS) {
    return (
      <Button
        variant="default"
        leftSection={<IconColumns2 size={16} stroke={1.6} />}
        rightSection={<IconX size={14} />}
        aria-label={text.notBesideOthers}
        onClick={() => choose(undefined)}
      >
        {text.besideOthers}
      </Button>
    );
  }
  if (!opened && beside === undefined) {
    const everybody = scope.usernames.length + scope.groups.length === 0;
    return (
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="subtle" color="gray" leftSection={<IconColumns2 size={16} stroke={1.6} />}>
            {text.compareBeside}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconUserQuestion size={16} stroke={1.6} />}
            onClick={() => setOpened(true)}
          >
            {text.besideSome}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconUsers size={16} stroke={1.6} />}
            disabled={everybody}
            onClick={() => choose(OTHERS)}
          >
            {everybody ? text.besideOthersOfAll : text.besideOthers}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    );
  }
  // The field can show a group or a person, but not "all others".
  const chosen = search.beside === OTHERS ? undefined : search.beside;
  return (
    <PeoplePicker
      label={text.besideWhom}
      placeholder={text.besideWhom}
      clearLabel={text.notBeside}
      leftSection={<span className={classes.without}>{text.beside}</span>}
      leftSectionWidth={62}
      className={classes.usernames}
      autoFocus={opened}
      picked={pickedIn(chosen === undefined ? [] : [chosen])}
      onPick={(picked) => choose(newest(picked, chosen))}
      onFocusChange={setOpened}
    />
  );
};
