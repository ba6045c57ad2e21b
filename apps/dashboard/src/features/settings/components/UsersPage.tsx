import type { UserAnswer } from '@dwell/shared';
import { messages } from '../../../shared/messages/messages.js';
import { Instant } from '../../../shared/ui/times.js';
import { Name } from '../../../shared/ui/Name.js';
import { columnsFor } from '../../../shared/ui/table-features.js';
import { useUsers } from '../api/users.js';
import { CreateUserDialog } from './CreateUserDialog.js';
import { RoleSelect } from './roles.js';
import classes from './settings.module.css';
import { SettingsTable } from './SettingsTable.js';
import { UserActions } from './UserActions.js';

const text = messages.users;

const helper = columnsFor<UserAnswer>();

const userColumns = (tz: string) =>
  helper.columns([
    helper.accessor('username', {
      header: text.username,
      cell: ({ getValue }) => (
        <span className={classes.name}>
          <Name name={getValue()} />
        </span>
      ),
    }),
    helper.accessor('role', {
      header: text.role,
      cell: ({ row: { original } }) => <RoleSelect user={original} />,
    }),
    helper.accessor('second_factor', {
      header: text.secondFactor,
      meta: { wideOnly: true },
      cell: ({ getValue }) => (getValue() ? text.on : text.off),
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
      cell: ({ row: { original } }) => <UserActions user={original} />,
    }),
  ]);

export const UsersPage = () => (
  <SettingsTable
    text={text}
    query={useUsers()}
    columnsIn={userColumns}
    rowId={({ username }) => username}
    CreateDialog={CreateUserDialog}
  />
);
