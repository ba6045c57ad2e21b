import { messages } from '../../../shared/messages/messages.js';
import { FormDialog } from '../../../shared/ui/FormDialog.js';
import { notifyDone } from '../../../shared/ui/notify.js';
import { plainName } from '../../../shared/format/names.js';
import { Named } from '../../../shared/ui/Name.js';
import { SecretDialog } from '../../../shared/ui/SecretDialog.js';
import { useCreateUser } from '../api/users.js';
import { ROLE_CHOICES } from './roles.js';

const text = messages.users;

/** Creates a user, then shows the password if the server generated it. */
export const CreateUserDialog = ({ onClose }: { onClose: () => void }) => {
  const create = useCreateUser();
  if (create.data?.password !== undefined) {
    return (
      <SecretDialog
        title={<Named message={text.passwordOf} name={create.data.username} whole />}
        hint={text.passwordOnce}
        secret={create.data.password}
        onClose={onClose}
      />
    );
  }
  return (
    <FormDialog
      title={text.create}
      fields={[
        { name: 'username', label: text.username, required: true },
        {
          name: 'role',
          label: text.role,
          description: text.roleHint,
          choices: ROLE_CHOICES,
          defaultValue: 'analyst',
        },
        { name: 'password', label: text.password, description: text.passwordHint, type: 'new-password' },
      ]}
      mutation={create}
      onSuccess={({ username, password }) => {
        if (password !== undefined) return;
        notifyDone(text.userCreated(plainName(username)));
        onClose();
      }}
      onClose={onClose}
    />
  );
};
