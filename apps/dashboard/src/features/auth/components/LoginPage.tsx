import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { LoginBody } from '@dwell/shared';
import { type SubmitEvent, useState } from 'react';
import { ApiError } from '../../../shared/api/api-error.js';
import { describeError } from '../../../shared/api/describe-error.js';
import { messages } from '../../../shared/messages/messages.js';
import { FormAlert } from '../../../shared/ui/FormAlert.js';
import { formFields } from '../../../shared/ui/form-fields.js';
import { useLogin } from '../api/auth.js';
import { AuthPage } from './AuthPage.js';
import { CodeForm } from './CodeForm.js';

const text = messages.login;

export const LoginPage = () => {
  const { to = '/' } = useSearch({ from: '/login' });
  const navigate = useNavigate();
  const login = useLogin();
  /** The username and the password, once the server has found them right and asks for a code. */
  const [accepted, setAccepted] = useState<LoginBody>();

  const logIn = (body: LoginBody): void =>
    login.mutate(body, {
      onSuccess: () => void navigate({ href: to, replace: true }),
      onError: (error) => {
        if (isRefusal(error)) setAccepted(error.reason && body);
      },
    });
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const { username = '', password = '' } = formFields(event.currentTarget);
    logIn({ username, password });
  };
  const back = (): void => {
    login.reset();
    setAccepted(undefined);
  };

  return (
    <AuthPage text={text}>
      {accepted ? (
        <CodeForm
          error={login.error}
          isPending={login.isPending}
          onSubmit={(code) => logIn({ ...accepted, code })}
          onBack={back}
        />
      ) : (
        <form onSubmit={submit}>
          <Stack gap="md">
            <FormAlert message={login.error ? describeLoginError(login.error) : undefined} />
            <TextInput
              name="username"
              label={text.username}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              required
              withAsterisk={false}
              autoFocus
            />
            <PasswordInput
              name="password"
              label={text.password}
              autoComplete="current-password"
              required
              withAsterisk={false}
              visibilityToggleButtonProps={{ 'aria-label': text.showPassword }}
            />
            <Button type="submit" size="md" fullWidth mt={4} loading={login.isPending}>
              {text.submit}
            </Button>
          </Stack>
        </form>
      )}
    </AuthPage>
  );
};

const isRefusal = (error: Error): error is ApiError => error instanceof ApiError && error.status === 401;

const describeLoginError = (error: Error): string => (isRefusal(error) ? text.refused : describeError(error));
