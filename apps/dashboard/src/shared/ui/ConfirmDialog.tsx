import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { messages } from '../messages/messages.js';

interface ConfirmDialogProps {
  title: string;
  lead: string;
  /** What the button does: a verb, not "OK". */
  action: string;
  pending: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before what can't be undone. */
export const ConfirmDialog = ({ title, lead, action, pending, onConfirm, onClose }: ConfirmDialogProps) => (
  <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': messages.actions.close }}>
    <Stack gap="md">
      <Text size="sm">{lead}</Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          {messages.actions.cancel}
        </Button>
        <Button color="red" loading={pending} onClick={onConfirm}>
          {action}
        </Button>
      </Group>
    </Stack>
  </Modal>
);
