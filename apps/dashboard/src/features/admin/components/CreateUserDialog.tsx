import { MAX_PASSWORD_LENGTH, MAX_STRING_LENGTH, MIN_PASSWORD_LENGTH, type Role } from '@dwell/shared';
import { Button, Group, Modal, NativeSelect, PasswordInput, Stack, TextInput } from '@mantine/core';
import type { SubmitEvent } from 'react';
import { formErrors } from '../../../shared/api/form-errors.js';
import { messages } from '../../../shared/messages/messages.js';
import { FormAlert } from '../../../shared/ui/FormAlert.js';
import { notifyDone } from '../../../shared/ui/notify.js';
import { SecretDialog } from '../../../shared/ui/SecretDialog.js';
import { useCreateUser } from '../api/create-user.js';
import { ROLE_CHOICES } from './role-choices.js';

const text = messages.users;

const DEFAULT_ROLE: Role = 'analyst';

/** Makes a user; a password that the server made is shown before the dialog closes. */
export const CreateUserDialog = ({ onClose }: { onClose: () => void }) => {
  const create = useCreateUser();
  const errors = formErrors(create.error, ['username', 'password', 'role']);

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = String(form.get('password'));
    create.mutate(
      {
        username: String(form.get('username')),
        role: String(form.get('role')) as Role,
        ...(password && { password }),
      },
      {
        onSuccess: (user) => {
          if (user.password !== undefined) return;
          notifyDone(text.userCreated(user.username));
          onClose();
        },
      },
    );
  };

  if (create.data?.password !== undefined) {
    return (
      <SecretDialog
        title={text.passwordOf(create.data.username)}
        lead={text.passwordLead}
        secret={create.data.password}
        onClose={onClose}
      />
    );
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={text.create}
      closeButtonProps={{ 'aria-label': messages.actions.close }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <FormAlert message={errors.general} />
          <TextInput
            name="username"
            label={text.username}
            maxLength={MAX_STRING_LENGTH}
            autoComplete="off"
            error={errors.forField('username', text.username)}
            required
            withAsterisk={false}
            data-autofocus
          />
          <NativeSelect
            name="role"
            label={text.role}
            description={text.roleHint}
            defaultValue={DEFAULT_ROLE}
            data={ROLE_CHOICES}
            error={errors.forField('role', text.role)}
          />
          <PasswordInput
            name="password"
            label={text.password}
            description={text.passwordHint}
            minLength={MIN_PASSWORD_LENGTH}
            maxLength={MAX_PASSWORD_LENGTH}
            autoComplete="new-password"
            error={errors.forField('password', text.password)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {messages.actions.cancel}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {text.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};
