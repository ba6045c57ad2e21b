import type { LoginAnswer } from '@dwell/shared';
import { Badge, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { use } from 'react';
import { messages } from '../../../shared/messages/messages.js';
import { notifyDone, notifyError } from '../../../shared/ui/notify.js';
import { PageTimeZone } from '../../../shared/ui/stale.js';
import { QueryView } from '../../../shared/ui/states.js';
import { Instant } from '../../../shared/ui/times.js';
import { useEndLogin, useEndOtherLogins, useOwnLogins } from '../api/own-logins.js';
import classes from './own-logins.module.css';

const text = messages.ownLogins;

/** Lists the logins of the user who is logged in, and ends any of them but the present one. */
export const OwnLoginsDialog = ({ onClose }: { onClose: () => void }) => {
  const endOthers = useEndOtherLogins();
  const end = (): void =>
    endOthers.mutate(undefined, { onSuccess: () => notifyDone(text.othersEnded), onError: notifyError });
  return (
    <Modal opened onClose={onClose} title={text.title} size="lg">
      <Stack gap="md">
        <Text size="sm">{text.intro}</Text>
        <QueryView query={useOwnLogins()}>
          {({ count, logins }) => (
            <>
              <ul className={classes.list} aria-label={text.title}>
                {logins.map((login) => (
                  <LoginRow key={login.id} login={login} />
                ))}
              </ul>
              {count > logins.length && (
                <Text size="sm" c="dimmed">
                  {text.more(count - logins.length)}
                </Text>
              )}
              <Group justify="flex-end" gap="xs">
                <Button variant="default" disabled={count < 2} loading={endOthers.isPending} onClick={end}>
                  {text.endOthers}
                </Button>
              </Group>
            </>
          )}
        </QueryView>
      </Stack>
    </Modal>
  );
};

const LoginRow = ({ login }: { login: LoginAnswer }) => {
  const tz = use(PageTimeZone);
  const end = useEndLogin();
  const device = login.device ?? text.unknownDevice;
  return (
    <li className={classes.login}>
      <div className={classes.what}>
        <Text fw={600}>
          {device} {login.current && <Badge variant="light">{text.current}</Badge>}
        </Text>
        <Text size="sm" c="dimmed">
          {login.address !== null && `${text.from(login.address)}, `}
          {text.since} <Instant at={login.created_at} tz={tz} />, {text.lastUsed}{' '}
          <Instant at={login.last_used_at} tz={tz} />
        </Text>
      </div>
      {!login.current && (
        <Button
          variant="subtle"
          color="red"
          size="compact-sm"
          aria-label={text.endOf(device)}
          loading={end.isPending}
          onClick={() => end.mutate(login.id, { onError: notifyError })}
        >
          {text.end}
        </Button>
      )}
    </li>
  );
};
