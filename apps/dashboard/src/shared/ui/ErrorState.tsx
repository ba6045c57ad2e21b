import { Button, Stack, Text } from '@mantine/core';
import { describeError } from '../api/describe-error.js';
import { messages } from '../messages/messages.js';

interface ErrorStateProps {
  error: unknown;
  onRetry: () => void;
}

/** Shown in place of content that failed to load. */
export const ErrorState = ({ error, onRetry }: ErrorStateProps) => (
  <Stack role="alert" align="center" justify="center" gap="xs" p="lg">
    <Text fw={600}>{messages.states.errorTitle}</Text>
    <Text c="dimmed" ta="center" maw={420}>
      {describeError(error)}
    </Text>
    <Button variant="default" onClick={onRetry} mt={4}>
      {messages.states.retry}
    </Button>
  </Stack>
);
