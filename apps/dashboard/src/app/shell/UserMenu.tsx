import type { MeAnswer } from '@dwell/shared';
import { ActionIcon, Menu, Text } from '@mantine/core';
import {
  IconDeviceMobile,
  IconDevices,
  IconDoorExit,
  IconKey,
  IconLogout,
  IconUserCircle,
} from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useLogout } from '../../features/auth/api/auth.js';
import { plainName } from '../../shared/format/names.js';
import { WholeName } from '../../shared/ui/Name.js';
import { notifyError } from '../../shared/ui/notify.js';
import { messages } from '../../shared/messages/messages.js';

const ChangePasswordDialog = lazy(async () => ({
  default: (await import('../../features/auth/components/ChangePasswordDialog.js')).ChangePasswordDialog,
}));

const SecondFactorDialog = lazy(async () => ({
  default: (await import('../../features/auth/components/SecondFactorDialog.js')).SecondFactorDialog,
}));

const OwnLoginsDialog = lazy(async () => ({
  default: (await import('../../features/auth/components/OwnLoginsDialog.js')).OwnLoginsDialog,
}));

const text = messages.shell;

export const UserMenu = ({ me }: { me: MeAnswer }) => {
  const logout = useLogout();
  const [opened, setOpened] = useState<'password' | 'second factor' | 'logins'>();
  const close = (): void => setOpened(undefined);
  const name = me.username ?? messages.roles[me.role];

  const logOut = (scope: 'here' | 'everywhere') => () => logout.mutate(scope, { onError: notifyError });

  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={text.account(plainName(name))}>
            <IconUserCircle size={20} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <Text fw={600} c="var(--mantine-color-text)">
              <WholeName name={name} />
            </Text>
            <Text size="xs">{messages.roles[me.role]}</Text>
          </Menu.Label>
          <Menu.Divider />
          <Menu.Item leftSection={<IconKey size={16} stroke={1.6} />} onClick={() => setOpened('password')}>
            {text.changePassword}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconDeviceMobile size={16} stroke={1.6} />}
            onClick={() => setOpened('second factor')}
          >
            {text.secondFactor}
          </Menu.Item>
          <Menu.Item leftSection={<IconDevices size={16} stroke={1.6} />} onClick={() => setOpened('logins')}>
            {text.ownLogins}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} stroke={1.6} />} onClick={logOut('here')}>
            {text.logout}
          </Menu.Item>
          <Menu.Item leftSection={<IconDoorExit size={16} stroke={1.6} />} onClick={logOut('everywhere')}>
            {text.logoutEverywhere}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {opened === 'password' && <ChangePasswordDialog onClose={close} />}
        {opened === 'second factor' && <SecondFactorDialog onClose={close} />}
        {opened === 'logins' && <OwnLoginsDialog onClose={close} />}
      </Suspense>
    </>
  );
};
