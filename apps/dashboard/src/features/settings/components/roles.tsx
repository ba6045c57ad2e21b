import { type Role, ROLES, type UserAnswer } from '@dwell/shared';
import { NativeSelect } from '@mantine/core';
import { plainName } from '../../../shared/format/names.js';
import { messages } from '../../../shared/messages/messages.js';
import { notifyDone, notifyError } from '../../../shared/ui/notify.js';
import { useChangeRole } from '../api/users.js';

const text = messages.users;

export const ROLE_CHOICES = ROLES.map((role) => ({ value: role, label: messages.roles[role] }));

/** Shows a user's role, and changes the role as soon as another is chosen. */
export const RoleSelect = ({ user: { username, role } }: { user: UserAnswer }) => {
  const change = useChangeRole();
  return (
    <NativeSelect
      size="xs"
      w={120}
      aria-label={text.roleOf(plainName(username))}
      value={change.isPending ? change.variables.role : role}
      data={ROLE_CHOICES}
      disabled={change.isPending}
      onChange={(event) => {
        const chosen = event.currentTarget.value as Role;
        change.mutate(
          { username, role: chosen },
          {
            onSuccess: () => notifyDone(text.roleChanged(plainName(username), messages.roles[chosen])),
            onError: notifyError,
          },
        );
      }}
    />
  );
};
