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
  const [confirming, setConfirming] = useState<string>();
  const reset = useResetPassword();
  const endLogins = useEndLogins();
  const removeFactor = useRemoveSecondFactor();
  const remove = useRemoveUser();
  const name = plainName(username);
  const close = (): void => setConfirming(undefined);
  const actions = [
    {
      icon: IconKey,
      label: text.reset,
      title: text.resetTitle,
      consequences: text.resetConsequences,
      mutation: reset,
    },
    {
      icon: IconDoorExit,
      label: text.endLogins,
      title: text.endLoginsTitle,
      consequences: text.endLoginsConsequences,
      mutation: endLogins,
      done: text.loginsEnded(name),
    },
    {
      isHidden: !second_factor,
      icon: IconDeviceMobileOff,
      label: text.removeFactor,
      title: text.removeFactorTitle,
      consequences: text.removeFactorConsequences,
      mutation: removeFactor,
      done: text.factorRemoved(name),
    },
    {
      color: 'red',
      icon: IconTrash,
      label: text.remove,
      title: text.removeTitle,
      consequences: text.removeConsequences,
      mutation: remove,
      done: text.removed(name),
    },
  ];
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={text.actionsOf(name)}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {actions.map(
            ({ isHidden, icon: Icon, label, color }) =>
              !isHidden && (
                <Menu.Item
                  key={label}
                  color={color}
                  leftSection={<Icon size={16} stroke={1.6} />}
                  onClick={() => setConfirming(label)}
                >
                  {label}
                </Menu.Item>
              ),
          )}
        </Menu.Dropdown>
      </Menu>
      {actions.map(
        ({ label, title, consequences, mutation, done }) =>
          confirming === label && (
            <ConfirmDialog
              key={label}
              title={<Named message={title} name={username} whole />}
              consequences={consequences}
              action={label}
              mutation={mutation}
              target={username}
              done={done}
              onClose={close}
            />
          ),
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
