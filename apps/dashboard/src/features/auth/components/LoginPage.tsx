import { Box, Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { SubmitEvent } from 'react';
import { ApiError } from '../../../shared/api/api-error.js';
import { describeError } from '../../../shared/api/describe-error.js';
import { messages } from '../../../shared/messages/messages.js';
import { FormAlert } from '../../../shared/ui/FormAlert.js';
import { formFields } from '../../../shared/ui/form-fields.js';
import { Logo } from '../../../shared/ui/Logo.js';
import { useDocumentTitle } from '../../../shared/ui/use-document-title.js';
import { useLogin } from '../api/auth.js';

const text = messages.login;

export const LoginPage = () => {
  const { to = '/' } = useSearch({ from: '/login' });
  const navigate = useNavigate();
  const login = useLogin();
  useDocumentTitle(text.title);

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const { username = '', password = '' } = formFields(event.currentTarget);
    login.mutate({ username, password }, { onSuccess: () => void navigate({ href: to, replace: true }) });
  };

  return (
    <Box component="main" px={20} pt="clamp(24px, 16vh, 160px)" pb={40}>
      <Box maw={360} mx="auto">
        <Logo size={40} />
        <Title order={1} mt={20}>
          {text.heading}
        </Title>
        <Text c="dimmed" mb="lg">
          {text.intro}
        </Text>
        <Paper p="lg">
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
        </Paper>
      </Box>
    </Box>
  );
};

const describeLoginError = (error: Error): string =>
  error instanceof ApiError && error.status === 401 ? text.refused : describeError(error);
