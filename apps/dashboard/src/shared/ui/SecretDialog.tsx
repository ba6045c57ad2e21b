import { Button, Code, Group, Modal, Stack, Text } from '@mantine/core';
import { messages } from '../messages/messages.js';
import { CopyButton } from './CopyButton.js';

interface SecretDialogProps {
  title: string;
  lead: string;
  secret: string;
  onClose: () => void;
}

/** Shows what can't be shown again. It closes only by its button, not by a slip of the hand. */
export const SecretDialog = ({ title, lead, secret, onClose }: SecretDialogProps) => (
  <Modal
    opened
    onClose={onClose}
    title={title}
    closeOnClickOutside={false}
    closeOnEscape={false}
    withCloseButton={false}
  >
    <Stack gap="md">
      <Text size="sm">{lead}</Text>
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
          {messages.actions.kept}
        </Button>
      </Group>
    </Stack>
  </Modal>
);
