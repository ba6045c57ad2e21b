import { Group, Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './views.module.css';

interface TablePanelProps {
  title: string;
  /** Controls beside the title. */
  controls?: ReactNode;
  children: ReactNode;
}

/** A section with a table, and with controls beside its title. */
export const TablePanel = ({ title, controls, children }: TablePanelProps) => (
  <Paper component="section" aria-label={title}>
    <div className={classes.head}>
      <Title order={2}>{title}</Title>
      <Group gap="xs">{controls}</Group>
    </div>
    <div className={classes.table}>{children}</div>
  </Paper>
);
