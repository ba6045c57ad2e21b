import type { UserAnswer } from '@dwell/shared';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDeviceMobileOff, IconDoorExit, IconDots, IconKey, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { messages } from '../../../shared/messages/messages.js';
import { plainName } from '../../../shared/format/names.js';
import { Named } from '../../../shared/ui/Name.js';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.js';
import { SecretDialog } from '../../../shared/ui/SecretDialog.js';
import { useEndLogins, useRemoveSecondFactor, useRemoveUser, useResetPassword } from '../api/users.js';

const text = messages.users;

/** A menu of what an admin can do to one user. Each action asks for confirmation. */
export const UserActions = ({ user: { username, second_factor } }: { user: UserAnswer }) => {
  const [confirming, setConfirming] = useState<'reset' | 'logins' | 'factor' | 'remove'>();
  const reset = useResetPassword();
  const endLogins = useEndLogins();
  const removeFactor = useRemoveSecondFactor();
  const remove = useRemoveUser();
  const dialog = { target: username, onClose: () => setConfirming(undefined) };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={text.actionsOf(plainName(username))}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconKey size={16} stroke={1.6} />} onClick={() => setConfirming('reset')}>
            {text.reset}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconDoorExit size={16} stroke={1.6} />}
            onClick={() => setConfirming('logins')}
          >
            {text.endLogins}
          </Menu.Item>
          {second_factor && (
            <Menu.Item
              leftSection={<IconDeviceMobileOff size={16} stroke={1.6} />}
              onClick={() => setConfirming('factor')}
            >
              {text.removeFactor}
            </Menu.Item>
          )}
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} stroke={1.6} />}
            onClick={() => setConfirming('remove')}
          >
            {text.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {confirming === 'reset' && (
        <ConfirmDialog
          title={<Named message={text.resetTitle} name={username} whole />}
          consequences={text.resetConsequences}
          action={text.reset}
          mutation={reset}
          {...dialog}
        />
      )}
      {confirming === 'logins' && (
        <ConfirmDialog
          title={<Named message={text.endLoginsTitle} name={username} whole />}
          consequences={text.endLoginsConsequences}
          action={text.endLogins}
          mutation={endLogins}
          done={text.loginsEnded(plainName(username))}
          {...dialog}
        />
      )}
      {confirming === 'factor' && (
        <ConfirmDialog
          title={<Named message={text.removeFactorTitle} name={username} whole />}
          consequences={text.removeFactorConsequences}
          action={text.removeFactor}
          mutation={removeFactor}
          done={text.factorRemoved(plainName(username))}
          {...dialog}
        />
      )}
      {confirming === 'remove' && (
        <ConfirmDialog
          title={<Named message={text.removeTitle} name={username} whole />}
          consequences={text.removeConsequences}
          action={text.remove}
          mutation={remove}
          done={text.removed(plainName(username))}
          {...dialog}
        />
      )}
      {reset.data?.password !== undefined && (
        <SecretDialog
          title={<Named message={text.passwordOf} name={username} whole />}
          hint={text.passwordOnce}
          secret={reset.data.password}
          onClose={reset.reset}
        />
      )}
    </>
  );
};
