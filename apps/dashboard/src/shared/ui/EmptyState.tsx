import { Stack, Text } from '@mantine/core';

interface EmptyStateProps {
  title: string;
  hint?: string;
}

/** Shown in place of content when there is none. */
export const EmptyState = ({ title, hint }: EmptyStateProps) => (
  <Stack align="center" justify="center" gap={4} p="xl">
    <Text fw={600}>{title}</Text>
    {hint && (
      <Text c="dimmed" ta="center" maw={420}>
        {hint}
      </Text>
    )}
  </Stack>
);
