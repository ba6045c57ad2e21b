import { Anchor, Center, Stack, Text, Title } from '@mantine/core';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { useContact } from '../../shared/api/server-contact.js';
import { messages } from '../../shared/messages/messages.js';
import { Logo } from '../../shared/ui/Logo.js';
import { useDocumentTitle } from '../../shared/ui/use-document-title.js';
import { ErrorState, LoadingState } from '../../shared/ui/states.js';

/** Shown while a page's code, or the answer to who is logged in, is loading. */
export const PagePending = () => <LoadingState lines={8} />;

/** Shown when a page fails to open. Watches the server, so that the page opens by itself when the server is back. */
export const PageError = ({ error, reset }: ErrorComponentProps) => {
  const router = useRouter();
  useContact();
  const retry = (): void => {
    reset();
    void router.invalidate();
  };
  return (
    <Center mih="60vh" p="md">
      <ErrorState error={error} onRetry={retry} />
    </Center>
  );
};

/** Shown for an address that no page has. */
export const NotFound = () => {
  useDocumentTitle(messages.notFound.title);
  return (
    <Stack component="main" align="center" gap="xs" py={80} px="md">
      <Logo size={40} />
      <Title order={1} mt="md">
        {messages.notFound.title}
      </Title>
      <Text c="dimmed">{messages.notFound.hint}</Text>
      <Anchor component={Link} to="/">
        {messages.notFound.home}
      </Anchor>
    </Stack>
  );
};
