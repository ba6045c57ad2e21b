import { ActionIcon, Menu } from '@mantine/core';
import { IconChartBar, IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { plainName } from '../../../../shared/format/names.js';
import { messages } from '../../../../shared/messages/messages.js';
import { ConfirmDialog } from '../../../../shared/ui/ConfirmDialog.js';
import { FormDialog } from '../../../../shared/ui/FormDialog.js';
import { Named } from '../../../../shared/ui/Name.js';
import { notifyDone } from '../../../../shared/ui/notify.js';
import { useRemoveGroup, useRenameGroup } from '../../api/groups.js';

const text = messages.groups;

/** A menu of what an admin can do to one group. */
export const GroupActions = ({ name }: { name: string }) => {
  const [open, setOpen] = useState<'rename' | 'remove'>();
  const navigate = useNavigate();
  const { group } = useSearch({ from: '/shell/settings/groups' });
  const rename = useRenameGroup(name);
  const remove = useRemoveGroup();
  const close = (): void => setOpen(undefined);
  const plain = plainName(name);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={text.actionsOf(plain)}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconChartBar size={16} stroke={1.6} />}
            renderRoot={(props) => (
              <Link {...props} to="/" search={{ groups: [name], usernames: undefined }} />
            )}
          >
            {text.figures}
          </Menu.Item>
          <Menu.Item leftSection={<IconPencil size={16} stroke={1.6} />} onClick={() => setOpen('rename')}>
            {text.rename}
          </Menu.Item>
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} stroke={1.6} />}
            onClick={() => setOpen('remove')}
          >
            {text.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === 'rename' && (
        <FormDialog
          title={text.renameTitle(plain)}
          action={text.rename}
          fields={[{ name: 'name', label: text.newName, defaultValue: name, required: true }]}
          mutation={rename}
          onSuccess={(newName) => {
            notifyDone(text.renamed(plain, plainName(newName)));
            if (group !== undefined) void navigate({ to: '.', search: { group: newName }, replace: true });
            else close();
          }}
          onClose={close}
        />
      )}
      {open === 'remove' && (
        <ConfirmDialog
          title={<Named message={text.removeTitle} name={name} whole />}
          consequences={text.removeConsequences}
          action={text.remove}
          mutation={remove}
          target={name}
          done={text.removed(plain)}
          onClose={() => {
            if (remove.isSuccess && group !== undefined) void navigate({ to: '.', search: {} });
            close();
          }}
        />
      )}
    </>
  );
};
