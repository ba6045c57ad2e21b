import { MAX_STRING_LENGTH, type Role } from '@dwell/shared';
import { Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import type { SubmitEvent } from 'react';
import { useCreateApiKey } from '../../../shared/api/create-api-key.js';
import { formErrors } from '../../../shared/api/form-errors.js';
import { messages } from '../../../shared/messages/messages.js';
import { FormAlert } from '../../../shared/ui/FormAlert.js';
import { SecretDialog } from '../../../shared/ui/SecretDialog.js';
import { ROLE_CHOICES } from './role-choices.js';

const text = messages.apiKeys;

const DEFAULT_ROLE: Role = 'reporter';

/** Makes a key, and shows it this once. */
export const CreateApiKeyDialog = ({ onClose }: { onClose: () => void }) => {
  const create = useCreateApiKey();
  const errors = formErrors(create.error, ['name', 'role', 'username']);

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const username = String(form.get('username'));
    create.mutate({
      name: String(form.get('name')),
      role: String(form.get('role')) as Role,
      ...(username && { username }),
    });
  };

  if (create.data) {
    return (
      <SecretDialog
        title={text.keyOf(create.data.name)}
        lead={text.keyLead}
        secret={create.data.key}
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
            name="name"
            label={text.name}
            description={text.nameHint}
            maxLength={MAX_STRING_LENGTH}
            autoComplete="off"
            error={errors.forField('name', text.name)}
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
          <TextInput
            name="username"
            label={text.reportsFor}
            description={text.reportsForHint}
            maxLength={MAX_STRING_LENGTH}
            autoComplete="off"
            error={errors.forField('username', text.reportsFor)}
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
