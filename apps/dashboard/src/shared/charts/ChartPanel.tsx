import { Button, Group, Paper, Title } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import type { TimeWindow } from '@dwell/shared';
import { type ReactNode, useRef, useState } from 'react';
import { messages } from '../messages/messages.js';
import { LoadingState, QueryView, type QueryViewProps } from '../ui/states.js';
import classes from './charts.module.css';
import { ChartTable } from './ChartTable.js';
import { ExportMenu } from './ExportMenu.js';
import { Legend, type LegendProps } from './Legend.js';
import type { TableData } from './table-data.js';

/** What a chart shows for one answer. */
export interface ChartContent {
  /** What the chart says in one sentence, above the drawing. */
  note?: ReactNode;
  /** The drawing. */
  chart: ReactNode;
  /** Says what each colour and texture of the drawing stands for. */
  legend?: LegendProps;
  /** The figures of the drawing. */
  table: TableData;
  /** The time of the figures. Default: the window of the page's filters. */
  window?: TimeWindow;
  /** Shown below the drawing and below the table. */
  below?: ReactNode;
}

interface ChartPanelProps<Answer> {
  title: string;
  /** Controls beside the title. */
  controls?: ReactNode;
  query: QueryViewProps<Answer>['query'];
  /** Height of the drawing, in pixels. The page reserves it while the drawing loads. */
  height: number;
  /** Shown in place of the chart if `children` returns undefined, and in place of a table without rows. */
  empty: ReactNode;
  /** Whether the drawing is one SVG, which can be saved as a picture. Default: true. */
  isPicture?: boolean;
  /** Returns what the chart shows for an answer; undefined if the answer has no figures. */
  children: (answer: Answer) => ChartContent | undefined;
}

/**
 * The frame of every chart: title, controls, a button that switches between drawing and table, the legend, and the
 * states of the query: loading, empty, failed and out of date. A menu saves the table as CSV, and the drawing as SVG or
 * PNG.
 */
export const ChartPanel = <Answer,>({
  title,
  controls,
  query,
  height,
  empty,
  isPicture = true,
  children,
}: ChartPanelProps<Answer>) => {
  const [asTable, setAsTable] = useState(false);
  const frame = useRef<HTMLElement>(null);
  const content = query.data === undefined ? undefined : children(query.data);
  const Icon = asTable ? IconChartBar : IconTable;
  return (
    <Paper component="section" aria-label={title} ref={frame}>
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
          {content && query.isPlaceholderData !== true && (
            <ExportMenu
              title={title}
              table={content.table}
              legend={content.legend}
              window={content.window}
              frame={frame}
              isDrawn={isPicture && !asTable}
            />
          )}
        </Group>
      </div>
      <QueryView query={query} loading={<LoadingState lines={1} height={height + CHART_PADDING_PX} />}>
        {() => {
          if (!content || (asTable && content.table.rows.length === 0)) return empty;
          return (
            <>
              {content.note && <p className={classes.note}>{content.note}</p>}
              {asTable ? (
                <ChartTable caption={title} table={content.table} />
              ) : (
                <>
                  <div data-picture>{content.chart}</div>
                  {content.legend && <Legend {...content.legend} />}
                </>
              )}
              {content.below}
            </>
          );
        }}
      </QueryView>
    </Paper>
  );
};

/** The padding above and below the drawing together, in pixels. */
const CHART_PADDING_PX = 8;
