import { Group, Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface PanelProps {
  title: string;
  /** Controls beside the title. */
  controls?: ReactNode;
  children: ReactNode;
}

/** A section of a page, with its title. */
export const Panel = ({ title, controls, children }: PanelProps) => (
  <Paper component="section" aria-label={title}>
    <Group justify="space-between" gap="xs" p="14px 18px 6px">
      <Title order={2}>{title}</Title>
      {controls}
    </Group>
    {children}
  </Paper>
);
