import { Stack, Title } from '@mantine/core';
import { messages } from '../../../shared/messages/messages.js';
import { useDocumentTitle } from '../../../shared/ui/use-document-title.js';

const text = messages.views;

export const ViewsPage = () => {
  useDocumentTitle(text.title);
  return (
    <Stack gap="md">
      <Title order={1}>{text.title}</Title>
    </Stack>
  );
};
