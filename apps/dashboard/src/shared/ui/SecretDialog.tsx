import { Button, Code, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { messages } from '../messages/messages.js';
import { CopyButton } from './CopyButton.js';
import { useReturnFocus } from './use-return-focus.js';

interface SecretDialogProps {
  title: ReactNode;
  hint: string;
  secret: string;
  onClose: () => void;
}

/** Shows a secret that can't be shown again. Only its button closes it, so that nobody loses the secret by accident. */
export const SecretDialog = ({ title, hint, secret, onClose }: SecretDialogProps) => {
  useReturnFocus();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack gap="md">
        <Text size="sm">{hint}</Text>
        <Group gap="xs" wrap="nowrap" align="center">
          <Code
            block
            flex={1}
            data-testid="secret"
            style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}
          >
            {secret}
          </Code>
          <CopyButton value={secret} />
        </Group>
        <Group justify="flex-end">
          <Button onClick={onClose} data-autofocus>
            {messages.actions.saved}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};
