import { Button, CloseButton, Group, Paper, TextInput, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { MAX_STRING_LENGTH } from '@dwell/shared';
import { useState } from 'react';
import { useTypedFilter } from '../../../shared/filters/use-typed-filter.js';
import { messages } from '../../../shared/messages/messages.js';
import { EmptyState } from '../../../shared/ui/states.js';
import { findRows } from '../find-rows.js';
import type { LiveGroup } from '../live-groups.js';
import classes from './live.module.css';
import { LiveGroupRows } from './LiveGroupRows.js';

const text = messages.live;

/** How many views are shown until the user asks for all. */
const FIRST_GROUPS = 50;

interface LiveListProps {
  groups: readonly LiveGroup[];
  /** The view that the page is filtered by, if any. */
  view: string | undefined;
  /** The time up to which the rows count their durations, in epoch seconds. */
  now: number;
  tz: string;
  onSort: () => void;
}

/** Lists the sessions by view, with a field that searches them. */
export const LiveList = ({ groups, view, now, tz, onSort }: LiveListProps) => {
  const { find } = useSearch({ from: '/shell/report/live' });
  const navigate = useNavigate();
  const [typed, type] = useTypedFilter(find ?? '', (text) => {
    void navigate({ to: '.', search: (before) => ({ ...before, find: text || undefined }), replace: true });
  });
  const [all, setAll] = useState(false);
  const found = findRows(groups, find);
  return (
    <Paper component="section" aria-label={text.byView}>
      <Group justify="space-between" px={18} pt={12} pb={8} gap="xs">
        <Title order={2}>{text.byView}</Title>
        <Group gap="xs">
          <Button variant="subtle" color="gray" size="xs" onClick={onSort}>
            {text.sort}
          </Button>
          <TextInput
            aria-label={text.find}
            placeholder={text.find}
            size="xs"
            w={220}
            value={typed}
            maxLength={MAX_STRING_LENGTH}
            leftSection={<IconSearch size={14} stroke={1.6} />}
            rightSection={
              typed !== '' && <CloseButton size="xs" aria-label={text.clearFind} onClick={() => type('')} />
            }
            onChange={({ currentTarget }) => type(currentTarget.value)}
          />
        </Group>
      </Group>
      {found.length === 0 ? (
        <Nobody isSearched={groups.length > 0} />
      ) : (
        <div className={classes.groups}>
          {(all ? found : found.slice(0, FIRST_GROUPS)).map((group) => (
            <LiveGroupRows key={group.view ?? ''} group={group} filteredBy={view} now={now} tz={tz} />
          ))}
        </div>
      )}
      {found.length > FIRST_GROUPS && (
        <Button variant="subtle" size="xs" m="xs" onClick={() => setAll(!all)}>
          {all ? text.showFirstViews(FIRST_GROUPS) : text.showAllViews(found.length)}
        </Button>
      )}
    </Paper>
  );
};

const Nobody = ({ isSearched }: { isSearched: boolean }) =>
  isSearched ? (
    <EmptyState title={text.notFound} hint={text.notFoundHint} />
  ) : (
    <EmptyState title={text.nobody} hint={text.nobodyHint} />
  );
