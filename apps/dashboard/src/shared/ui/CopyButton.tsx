import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { messages } from '../messages/messages.js';

const text = messages.copy;

/** Copies a text. Browsers allow this only over https and on localhost; elsewhere there is no button. */
export const CopyButton = ({ value }: { value: string }) => {
  const { copy, copied } = useClipboard({ timeout: 2_000 });
  if (!window.isSecureContext) return null;
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} stroke={1.6} />}
      onClick={() => copy(value)}
    >
      <span aria-live="polite">{copied ? text.copied : text.copy}</span>
    </Button>
  );
};
