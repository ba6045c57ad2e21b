import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { messages } from '../messages/messages.js';

/** Shown in place of content that is loading. */
export const LoadingState = ({ lines = 6, height = 14 }: { lines?: number; height?: number }) => (
  <Stack role="status" gap="sm" p="md">
    <VisuallyHidden>{messages.states.loading}</VisuallyHidden>
    {Array.from({ length: lines }, (_, line) => (
      <Skeleton key={line} height={height} width={`${String(96 - ((line * 17) % 40))}%`} />
    ))}
  </Stack>
);
