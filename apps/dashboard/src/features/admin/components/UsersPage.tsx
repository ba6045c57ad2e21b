import type { UserAnswer } from '@dwell/shared';
import { Button, Paper, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useScope } from '../../../shared/filters/use-filters.js';
import { messages } from '../../../shared/messages/messages.js';
import { DataTable } from '../../../shared/ui/DataTable.js';
import { Instant } from '../../../shared/ui/Instant.js';
import { QueryView } from '../../../shared/ui/QueryView.js';
import { columnsFor } from '../../../shared/ui/table-features.js';
import { useDocumentTitle } from '../../../shared/ui/use-document-title.js';
import { useUsers } from '../api/users.js';
import { CreateUserDialog } from './CreateUserDialog.js';
import { RoleSelect } from './RoleSelect.js';
import classes from './settings.module.css';
import { UserActions } from './UserActions.js';

const text = messages.users;

const helper = columnsFor<UserAnswer>();

const userColumns = (tz: string) =>
  helper.columns([
    helper.accessor('username', {
      header: text.username,
      cell: ({ getValue }) => <span className={classes.name}>{getValue()}</span>,
    }),
    helper.accessor('role', {
      header: text.role,
      cell: ({ row: { original } }) => <RoleSelect user={original} />,
    }),
    helper.accessor('created_at', {
      header: text.created,
      meta: { wideOnly: true },
      cell: ({ getValue }) => <Instant at={getValue()} tz={tz} format="date" />,
    }),
    helper.display({
      id: 'actions',
      header: messages.actions.actions,
      meta: { align: 'right' },
      cell: ({ row: { original } }) => <UserActions username={original.username} />,
    }),
  ]);

export const UsersPage = () => {
  const { tz } = useScope();
  const users = useUsers();
  const columns = useMemo(() => userColumns(tz), [tz]);
  const [creating, setCreating] = useState(false);
  useDocumentTitle(text.title);
  return (
    <Paper component="section" aria-label={text.title}>
      <div className={classes.head}>
        <div>
          <Title order={2}>{text.title}</Title>
          <Text size="sm" c="dimmed">
            {text.lead}
          </Text>
        </div>
        <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
          {text.create}
        </Button>
      </div>
      <QueryView query={users}>
        {(rows) => (
          <DataTable caption={text.title} columns={columns} rows={rows} rowId={({ username }) => username} />
        )}
      </QueryView>
      {creating && <CreateUserDialog onClose={() => setCreating(false)} />}
    </Paper>
  );
};
