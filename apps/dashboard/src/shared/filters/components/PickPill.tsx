import { Pill } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { plainName } from '../../format/names.js';
import { messages } from '../../messages/messages.js';
import { Name } from '../../ui/Name.js';
import { useMissingGroups } from '../api/groups.js';
import type { Pick } from '../picked-people.js';
import { useFilters } from '../use-filters.js';
import classes from './FilterBar.module.css';

const text = messages.filters;

interface PickPillProps {
  pick: Pick;
  disabled: boolean;
  onRemove: (() => void) | undefined;
}

/** A chosen person or group, with a button that removes the choice. A group that does not exist is struck out. */
export const PickPill = ({ pick: { kind, name }, disabled, onRemove }: PickPillProps) => {
  const [filters] = useFilters();
  const { missing } = useMissingGroups(filters);
  const isGroup = kind === 'group';
  const isMissing = isGroup && missing.includes(name);
  const remove = isGroup ? text.removeGroup : text.removeUser;
  return (
    <Pill
      withRemoveButton
      disabled={disabled}
      {...(onRemove && { onRemove })}
      // Mantine hides the button from screen readers.
      removeButtonProps={{ 'aria-label': remove(plainName(name)), 'aria-hidden': false }}
      maw="100%"
      title={isMissing ? text.missingGroup(plainName(name)) : undefined}
      classNames={{ label: classes.pillLabel ?? '' }}
      data-missing={isMissing || undefined}
    >
      {isGroup && <IconUsersGroup size={13} stroke={1.6} className={classes.pillIcon} aria-hidden />}
      <Name name={name} />
    </Pill>
  );
};
