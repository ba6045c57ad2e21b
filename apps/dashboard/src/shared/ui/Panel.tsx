import { Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A section of a page, with its title. */
export const Panel = ({ title, children }: { title: string; children: ReactNode }) => (
  <Paper component="section" aria-label={title}>
    <Title order={2} p="14px 18px 6px">
      {title}
    </Title>
    {children}
  </Paper>
);
