import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  title: string;
  hint?: string;
  children?: ReactNode;
}

/** Stands where a question has an answer, and the answer is nothing. */
export const EmptyState = ({ title, hint, children }: EmptyStateProps) => (
  <Stack align="center" justify="center" gap={4} p="xl" data-testid="empty-state">
    <Text fw={600}>{title}</Text>
    {hint && (
      <Text c="dimmed" ta="center" maw={420}>
        {hint}
      </Text>
    )}
    {children}
  </Stack>
);
