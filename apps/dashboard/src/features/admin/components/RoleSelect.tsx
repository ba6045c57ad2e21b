import type { Role, UserAnswer } from '@dwell/shared';
import { NativeSelect } from '@mantine/core';
import { messages } from '../../../shared/messages/messages.js';
import { notifyDone, notifyError } from '../../../shared/ui/notify.js';
import { useChangeRole } from '../api/change-role.js';
import { ROLE_CHOICES } from './role-choices.js';

const text = messages.users;

/** Changes a user's role at once. */
export const RoleSelect = ({ user: { username, role } }: { user: UserAnswer }) => {
  const change = useChangeRole();
  return (
    <NativeSelect
      size="xs"
      w={120}
      aria-label={text.roleOf(username)}
      value={change.isPending ? change.variables.role : role}
      data={ROLE_CHOICES}
      disabled={change.isPending}
      onChange={(event) => {
        const chosen = event.currentTarget.value as Role;
        change.mutate(
          { username, role: chosen },
          {
            onSuccess: () => {
              notifyDone(text.roleChanged(username, messages.roles[chosen]));
            },
            onError: notifyError,
          },
        );
      }}
    />
  );
};
