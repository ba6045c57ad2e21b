import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@dwell/shared';
import { Button, PasswordInput, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { SubmitEvent } from 'react';
import { formErrors } from '../../../shared/api/form-errors.js';
import { messages } from '../../../shared/messages/messages.js';
import { FormAlert } from '../../../shared/ui/FormAlert.js';
import { formFields } from '../../../shared/ui/form-fields.js';
import { notifyError } from '../../../shared/ui/notify.js';
import { useChangePassword, useLogout } from '../api/auth.js';
import { AuthPage } from './AuthPage.js';

const text = messages.firstPassword;

/**
 * Asks users whose password somebody else has given them for a password of their own. Until they have set one, all that
 * they can do besides is log out.
 */
export const FirstPasswordPage = () => {
  const { to = '/' } = useSearch({ from: '/first-password' });
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const change = useChangePassword();
  const logout = useLogout();
  const errors = formErrors(change.error, ['current_password', 'new_password']);

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const { current_password = '', new_password = '' } = formFields(event.currentTarget);
    change.mutate(
      { current_password, new_password },
      {
        onSuccess: () => {
          queryClient.clear();
          void navigate({ href: to, replace: true });
        },
      },
    );
  };

  return (
    <AuthPage text={text}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <FormAlert message={errors.general} />
          <PasswordInput
            name="current_password"
            label={text.given}
            error={errors.forField('current_password', text.given)}
            autoComplete="current-password"
            required
            withAsterisk={false}
            autoFocus
          />
          <PasswordInput
            name="new_password"
            label={text.own}
            description={messages.changePassword.rule(MIN_PASSWORD_LENGTH)}
            error={errors.forField('new_password', text.own)}
            autoComplete="new-password"
            minLength={MIN_PASSWORD_LENGTH}
            maxLength={MAX_PASSWORD_LENGTH}
            required
            withAsterisk={false}
          />
          <Button type="submit" size="md" fullWidth mt={4} loading={change.isPending}>
            {text.submit}
          </Button>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => logout.mutate('here', { onError: notifyError })}
          >
            {messages.shell.logout}
          </Button>
        </Stack>
      </form>
    </AuthPage>
  );
};
