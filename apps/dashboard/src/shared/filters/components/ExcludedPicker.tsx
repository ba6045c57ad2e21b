import { Button } from '@mantine/core';
import { IconUserMinus } from '@tabler/icons-react';
import { useState } from 'react';
import { messages } from '../../messages/messages.js';
import { listInUrl } from '../filters.js';
import { useFilters } from '../use-filters.js';
import classes from './FilterBar.module.css';
import { PeoplePicker } from './PeoplePicker.js';

const text = messages.filters;

/**
 * Chooses users and groups to leave out, for example screens on a wall. Shows the field while it has a choice or the
 * focus; otherwise a button that opens the field.
 */
export const ExcludedPicker = () => {
  const [{ not_usernames = [], not_groups = [] }, change] = useFilters();
  const [opened, setOpened] = useState(false);
  if (!opened && not_usernames.length + not_groups.length === 0) {
    return (
      <Button
        variant="subtle"
        color="gray"
        leftSection={<IconUserMinus size={16} stroke={1.6} />}
        onClick={() => setOpened(true)}
      >
        {text.leaveOut}
      </Button>
    );
  }
  return (
    <PeoplePicker
      label={text.leftOut}
      placeholder={text.leftOut}
      clearLabel={text.nobodyLeftOut}
      leftSection={<span className={classes.without}>{text.without}</span>}
      leftSectionWidth={68}
      className={classes.usernames}
      autoFocus={opened}
      picked={{ usernames: not_usernames, groups: not_groups }}
      onPick={(picked) =>
        change({ not_usernames: listInUrl(picked.usernames), not_groups: listInUrl(picked.groups) })
      }
      // Keeps the field open while it has the focus, also without a choice.
      onFocusChange={setOpened}
    />
  );
};
