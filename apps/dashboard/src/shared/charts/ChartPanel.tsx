import { Button, Group, Paper, Title } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { messages } from '../messages/messages.js';
import classes from './charts.module.css';

interface ChartPanelProps {
  title: string;
  /** Controls beside the title. */
  controls?: ReactNode;
  children: (asTable: boolean) => ReactNode;
}

/** The frame of a chart: title, controls, and a button that switches between chart and table. */
export const ChartPanel = ({ title, controls, children }: ChartPanelProps) => {
  const [asTable, setAsTable] = useState(false);
  const Icon = asTable ? IconChartBar : IconTable;
  return (
    <Paper component="section" aria-label={title}>
      <div className={classes.head}>
        <Title order={2}>{title}</Title>
        <Group gap="xs">
          {controls}
          <Button
            variant="default"
            size="xs"
            leftSection={<Icon size={14} stroke={1.6} />}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? messages.charts.asChart : messages.charts.asTable}
          </Button>
        </Group>
      </div>
      {children(asTable)}
    </Paper>
  );
};
