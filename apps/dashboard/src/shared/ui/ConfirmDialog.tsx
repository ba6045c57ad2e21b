import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { messages } from '../messages/messages.js';
import { notifyDone, notifyError } from './notify.js';
import { useReturnFocus } from './use-return-focus.js';

interface ConfirmDialogProps<Answer> {
  title: ReactNode;
  /** Says what follows from the action. */
  consequences: string;
  /** Label of the button: a verb, not "OK". */
  action: string;
  mutation: UseMutationResult<Answer, Error, string>;
  /** Argument of the mutation: what the action is done to. */
  target: string;
  /** Shown in a notification when the action is done. */
  done?: string;
  onClose: () => void;
}

/** Asks for confirmation of an action, then runs the action. */
export const ConfirmDialog = <Answer,>({
  title,
  consequences,
  action,
  mutation,
  target,
  done,
  onClose,
}: ConfirmDialogProps<Answer>) => {
  useReturnFocus();
  const confirm = (): void => {
    mutation.mutate(target, {
      onSuccess: () => {
        if (done !== undefined) notifyDone(done);
      },
      onError: notifyError,
      onSettled: onClose,
    });
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <Stack gap="md">
        <Text size="sm">{consequences}</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {messages.actions.cancel}
          </Button>
          <Button color="red" loading={mutation.isPending} onClick={confirm}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};
