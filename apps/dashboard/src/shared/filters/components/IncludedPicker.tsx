import { IconUsers } from '@tabler/icons-react';
import { messages } from '../../messages/messages.js';
import { listInUrl } from '../filters.js';
import { useFilters } from '../use-filters.js';
import classes from './FilterBar.module.css';
import { PeoplePicker } from './PeoplePicker.js';

const text = messages.filters;

/**
 * Chooses the users and groups whose figures the page shows. Without a choice, it shows everybody who is not left out.
 */
export const IncludedPicker = () => {
  const [{ usernames = [], groups = [] }, change] = useFilters();
  return (
    <PeoplePicker
      label={text.usernames}
      placeholder={text.anyUser}
      clearLabel={text.anyUser}
      leftSection={<IconUsers size={16} stroke={1.6} />}
      className={classes.usernames}
      picked={{ usernames, groups }}
      onPick={(picked) =>
        change({ usernames: listInUrl(picked.usernames), groups: listInUrl(picked.groups) })
      }
    />
  );
};
