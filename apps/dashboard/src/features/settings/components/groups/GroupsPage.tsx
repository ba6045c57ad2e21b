import type { GroupAnswer } from '@dwell/shared';
import { Button, Group } from '@mantine/core';
import { IconDownload, IconPlus, IconUpload } from '@tabler/icons-react';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useGroups } from '../../../../shared/filters/api/groups.js';
import { formatNumber } from '../../../../shared/format/number.js';
import { messages } from '../../../../shared/messages/messages.js';
import { Name } from '../../../../shared/ui/Name.js';
import { columnsFor } from '../../../../shared/ui/table-features.js';
import { Instant } from '../../../../shared/ui/times.js';
import { GROUPS_FILE } from '../../api/groups.js';
import classes from '../settings.module.css';
import { SettingsPanel, SettingsRows } from '../SettingsPanel.js';
import { CreateGroupDialog } from './CreateGroupDialog.js';
import { GroupActions } from './GroupActions.js';
import { GroupPage } from './GroupPage.js';
import { ImportGroupsDialog } from './ImportGroupsDialog.js';

const text = messages.groups;

const helper = columnsFor<GroupAnswer>();

const groupColumns = (tz: string) =>
  helper.columns([
    helper.accessor('name', {
      header: text.name,
      cell: ({ getValue }) => (
        <Link to="/settings/groups" search={{ group: getValue() }} className={classes.rowLink}>
          <Name name={getValue()} />
        </Link>
      ),
    }),
    helper.accessor('members', {
      header: text.members,
      meta: { align: 'right' },
      cell: ({ getValue }) => formatNumber(getValue()),
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
      cell: ({ row: { original } }) => <GroupActions name={original.name} />,
    }),
  ]);

const rowId = ({ name }: GroupAnswer): string => name;

/** All groups; with a group in the URL, that group and its members. */
export const GroupsPage = () => {
  const { group } = useSearch({ from: '/shell/settings/groups' });
  return group === undefined ? <GroupList /> : <GroupPage key={group} name={group} />;
};

const GroupList = () => {
  const [open, setOpen] = useState<'create' | 'import'>();
  const close = (): void => setOpen(undefined);
  return (
    <SettingsPanel
      text={text}
      action={
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconUpload size={16} stroke={1.6} />}
            onClick={() => setOpen('import')}
          >
            {text.import}
          </Button>
          <Button
            variant="default"
            component="a"
            href={GROUPS_FILE}
            download
            leftSection={<IconDownload size={16} stroke={1.6} />}
          >
            {text.export}
          </Button>
          <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen('create')}>
            {text.create}
          </Button>
        </Group>
      }
    >
      <SettingsRows text={text} query={useGroups()} columnsIn={groupColumns} rowId={rowId} />
      {open === 'create' && <CreateGroupDialog onClose={close} />}
      {open === 'import' && <ImportGroupsDialog onClose={close} />}
    </SettingsPanel>
  );
};
