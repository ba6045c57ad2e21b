import { Anchor, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { messages } from '../messages/messages.js';

export const NotFound = () => (
  <Stack component="section" align="center" gap="xs" py={80} px="md">
    <Title order={1}>{messages.notFound.title}</Title>
    <Text c="dimmed">{messages.notFound.hint}</Text>
    <Anchor component={Link} to="/">
      {messages.notFound.home}
    </Anchor>
  </Stack>
);
