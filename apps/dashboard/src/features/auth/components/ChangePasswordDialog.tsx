import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@dwell/shared';
import { Button, Group, Modal, PasswordInput, Stack } from '@mantine/core';
import type { SubmitEvent } from 'react';
import { formErrors } from '../../../shared/api/form-errors.js';
import { messages } from '../../../shared/messages/messages.js';
import { FormAlert } from '../../../shared/ui/FormAlert.js';
import { notifyDone } from '../../../shared/ui/notify.js';
import { useChangePassword } from '../api/change-password.js';

const text = messages.changePassword;

export const ChangePasswordDialog = ({ onClose }: { onClose: () => void }) => {
  const change = useChangePassword();
  const errors = formErrors(change.error, ['current_password', 'new_password']);

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    change.mutate(
      { current_password: String(form.get('current')), new_password: String(form.get('new')) },
      {
        onSuccess: () => {
          notifyDone(text.done);
          onClose();
        },
      },
    );
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={text.title}
      closeButtonProps={{ 'aria-label': messages.actions.close }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <FormAlert message={errors.general} />
          <PasswordInput
            name="current"
            label={text.current}
            autoComplete="current-password"
            error={errors.forField('current_password', text.current)}
            required
            withAsterisk={false}
            data-autofocus
          />
          <PasswordInput
            name="new"
            label={text.new}
            description={text.rule(MIN_PASSWORD_LENGTH)}
            autoComplete="new-password"
            minLength={MIN_PASSWORD_LENGTH}
            maxLength={MAX_PASSWORD_LENGTH}
            error={errors.forField('new_password', text.new)}
            required
            withAsterisk={false}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {messages.actions.cancel}
            </Button>
            <Button type="submit" loading={change.isPending}>
              {text.submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};
