import type { GroupMemberAnswer } from '@dwell/shared';
import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { ApiError } from '../../../../shared/api/api-error.js';
import { onlyUser } from '../../../../shared/filters/filters.js';
import { plainName } from '../../../../shared/format/names.js';
import { messages } from '../../../../shared/messages/messages.js';
import { DataTable } from '../../../../shared/ui/DataTable.js';
import { Name, WholeName } from '../../../../shared/ui/Name.js';
import { EmptyState, QueryView } from '../../../../shared/ui/states.js';
import { columnsFor } from '../../../../shared/ui/table-features.js';
import { useDocumentTitle } from '../../../../shared/ui/use-document-title.js';
import { useMembers } from '../../api/groups.js';
import classes from '../settings.module.css';
import { AddMembers } from './AddMembers.js';
import { GroupActions } from './GroupActions.js';
import { RemoveMemberButton } from './RemoveMemberButton.js';

const text = messages.groups;

const helper = columnsFor<GroupMemberAnswer>();

const memberColumns = (group: string) =>
  helper.columns([
    helper.accessor('username', {
      header: text.member,
      cell: ({ getValue }) => (
        <Link to="/people" search={onlyUser(getValue())} className={classes.rowLink}>
          <Name name={getValue()} />
        </Link>
      ),
    }),
    helper.accessor('sources', {
      header: text.putBy,
      cell: ({ getValue }) =>
        getValue()
          .map((source) => text.sources[source])
          .join(', '),
    }),
    helper.display({
      id: 'actions',
      header: messages.actions.actions,
      meta: { align: 'right' },
      cell: ({ row: { original } }) =>
        // A member whom only a token added can't be removed: the next token would add the member again.
        original.sources.includes('admin') && (
          <RemoveMemberButton group={group} username={original.username} />
        ),
    }),
  ]);

/** One group and its members. Admins add members here, and remove those whom an admin has added. */
export const GroupPage = ({ name }: { name: string }) => {
  const members = useMembers(name);
  const columns = useMemo(() => memberColumns(name), [name]);
  const title = text.membersOf(plainName(name));
  useDocumentTitle(title);
  if (members.error instanceof ApiError && members.error.status === 404) {
    return (
      <Paper>
        <EmptyState title={messages.filters.missingGroup(plainName(name))} />
        <Text ta="center" pb="lg">
          <Link to="/settings/groups" search={{ group: undefined }}>
            {text.all}
          </Link>
        </Text>
      </Paper>
    );
  }
  return (
    <Paper component="section" aria-label={title}>
      <div className={classes.head}>
        <div className={classes.groupName}>
          <Link to="/settings/groups" search={{ group: undefined }} className={classes.back}>
            <IconArrowLeft size={14} stroke={1.6} aria-hidden /> {text.all}
          </Link>
          <Title order={2}>
            <WholeName name={name} />
          </Title>
        </div>
        <GroupActions name={name} />
      </div>
      <AddMembers group={name} />
      <QueryView query={members}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={text.noMembers} hint={text.noMembersHint} />
          ) : (
            <DataTable caption={title} columns={columns} rows={rows} rowId={({ username }) => username} />
          )
        }
      </QueryView>
      {members.hasNextPage && (
        <Group justify="center" p="sm">
          <Button
            variant="default"
            size="xs"
            loading={members.isFetchingNextPage}
            onClick={() => void members.fetchNextPage()}
          >
            {text.more}
          </Button>
        </Group>
      )}
    </Paper>
  );
};
