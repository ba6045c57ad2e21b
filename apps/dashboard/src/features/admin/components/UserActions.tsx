import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconKey, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { messages } from '../../../shared/messages/messages.js';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.js';
import { notifyDone, notifyError } from '../../../shared/ui/notify.js';
import { SecretDialog } from '../../../shared/ui/SecretDialog.js';
import { useRemoveUser } from '../api/remove-user.js';
import { useResetPassword } from '../api/reset-password.js';

const text = messages.users;

/** What can be done to one user, each step asked for first. */
export const UserActions = ({ username }: { username: string }) => {
  const [asking, setAsking] = useState<'reset' | 'remove'>();
  const reset = useResetPassword();
  const remove = useRemoveUser();
  const close = (): void => {
    setAsking(undefined);
  };
  const fail = (error: Error): void => {
    close();
    notifyError(error);
  };

  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={text.actionsOf(username)}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconKey size={16} stroke={1.6} />} onClick={() => setAsking('reset')}>
            {text.reset}
          </Menu.Item>
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} stroke={1.6} />}
            onClick={() => setAsking('remove')}
          >
            {text.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking === 'reset' && (
        <ConfirmDialog
          title={text.resetTitle(username)}
          lead={text.resetLead}
          action={text.reset}
          pending={reset.isPending}
          onConfirm={() => {
            reset.mutate(username, { onSuccess: close, onError: fail });
          }}
          onClose={close}
        />
      )}
      {asking === 'remove' && (
        <ConfirmDialog
          title={text.removeTitle(username)}
          lead={text.removeLead}
          action={text.remove}
          pending={remove.isPending}
          onConfirm={() => {
            remove.mutate(username, {
              onSuccess: () => {
                notifyDone(text.removed(username));
              },
              onError: fail,
            });
          }}
          onClose={close}
        />
      )}
      {reset.data?.password !== undefined && (
        <SecretDialog
          title={text.passwordOf(username)}
          lead={text.passwordLead}
          secret={reset.data.password}
          onClose={reset.reset}
        />
      )}
    </>
  );
};
