import { Button, Group, Paper, Title } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { messages } from '../messages/messages.js';
import { LoadingState, QueryView, type QueryViewProps } from '../ui/states.js';
import classes from './charts.module.css';
import { ChartTable } from './ChartTable.js';
import { Legend, type LegendProps } from './Legend.js';
import type { TableData } from './table-data.js';

/** What a chart shows for one answer. */
export interface ChartContent {
  /** What the chart says in one sentence, above the drawing. */
  note?: ReactNode;
  /** The drawing. */
  chart: ReactNode;
  /** Explains the looks in the drawing. */
  legend?: LegendProps;
  /** The figures of the drawing. */
  table: TableData;
}

interface ChartPanelProps<Answer> {
  title: string;
  /** Controls beside the title. */
  controls?: ReactNode;
  query: QueryViewProps<Answer>['query'];
  /** Height of the drawing in pixels, which its place has while it loads. */
  height: number;
  /** Shown in place of the chart if `children` returns undefined, and in place of a table without rows. */
  empty: ReactNode;
  /** Returns what the chart shows for an answer; undefined if the answer has no figures. */
  children: (answer: Answer) => ChartContent | undefined;
}

/**
 * The frame of every chart: title, controls, a button that switches between drawing and table, the legend, and the states
 * of the query: loading, empty, failed and out of date.
 */
export const ChartPanel = <Answer,>({
  title,
  controls,
  query,
  height,
  empty,
  children,
}: ChartPanelProps<Answer>) => {
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
      <QueryView query={query} loading={<LoadingState lines={1} height={height + CHART_PADDING_PX} />}>
        {(answer) => {
          const content = children(answer);
          if (!content || (asTable && content.table.rows.length === 0)) return empty;
          return (
            <>
              {content.note && <p className={classes.note}>{content.note}</p>}
              {asTable ? (
                <ChartTable caption={title} table={content.table} />
              ) : (
                <>
                  {content.chart}
                  {content.legend && <Legend {...content.legend} />}
                </>
              )}
            </>
          );
        }}
      </QueryView>
    </Paper>
  );
};

/** What is above and below the drawing in its frame. */
const CHART_PADDING_PX = 8;
