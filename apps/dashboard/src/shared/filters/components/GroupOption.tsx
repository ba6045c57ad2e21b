import type { GroupAnswer } from '@dwell/shared';
import { CheckIcon } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { messages } from '../../messages/messages.js';
import { Name } from '../../ui/Name.js';
import classes from './PersonOption.module.css';

/** One group in a list of suggestions, with the number of its members. */
export const GroupOption = ({ group, checked }: { group: GroupAnswer; checked: boolean }) => (
  <div className={classes.person}>
    {checked && <CheckIcon size={12} className={classes.check} />}
    <IconUsersGroup size={14} stroke={1.6} className={classes.groupIcon} aria-hidden />
    <span className={classes.name}>
      <Name name={group.name} />
    </span>
    <span className={classes.seen}>{messages.filters.members(group.members)}</span>
  </div>
);
