import type { DistributionAnswer } from '@dwell/shared';
import { Text } from '@mantine/core';
import { statisticCsvUrl } from '../../../shared/api/csv-url.js';
import { ChartPanel } from '../../../shared/charts/ChartPanel.js';
import { viewColor } from '../../../shared/charts/view-colors.js';
import { type Scope, statisticsQuery } from '../../../shared/filters/scope.js';
import { formatDuration } from '../../../shared/format/duration.js';
import { formatNumber, formatPercent, formatShare } from '../../../shared/format/number.js';
import { formatWindow } from '../../../shared/format/window.js';
import { messages } from '../../../shared/messages/messages.js';
import { CsvLink } from '../../../shared/ui/CsvLink.js';
import { DataTable } from '../../../shared/ui/DataTable.js';
import { EmptyState, LoadingState, QueryView } from '../../../shared/ui/states.js';
import { columnsFor } from '../../../shared/ui/table-features.js';
import { useDistribution } from '../api/distribution.js';
import { type LengthRow, lengthRows } from '../histogram.js';
import { Histogram } from './Histogram.js';
import classes from './views.module.css';

const text = messages.views;

/** The visits of a view by their length. */
export const DistributionPanel = ({ scope, view }: { scope: Scope; view: string }) => {
  const distribution = useDistribution(scope);
  return (
    <ChartPanel
      title={text.lengths}
      controls={
        <CsvLink href={statisticCsvUrl('distribution', statisticsQuery(scope))} label={text.csvOfLengths} />
      }
    >
      {(asTable) => (
        <QueryView query={distribution} loading={<LoadingState lines={1} height={256} />}>
          {(answer) => {
            if (answer.visits === 0) return <EmptyState title={text.noVisits} hint={text.noVisitsHint} />;
            if (asTable) return <LengthTable answer={answer} />;
            return (
              <>
                <Histogram
                  distribution={answer}
                  color={viewColor(view)}
                  label={text.lengthsLabel(formatWindow(answer.window, answer.tz))}
                />
                <Text size="xs" c="dimmed" px={18} pb={12}>
                  {text.lengthsNote(formatNumber(answer.visits), formatPercent(answer.relative_error))}
                </Text>
              </>
            );
          }}
        </QueryView>
      )}
    </ChartPanel>
  );
};

const helper = columnsFor<LengthRow>();

const COLUMNS = helper.columns([
  helper.accessor('up_to', {
    header: text.length,
    cell: ({ row: { original } }) =>
      text.lengthRange(formatDuration(original.after), formatDuration(original.up_to)),
  }),
  helper.accessor('visits', {
    header: text.visits,
    meta: { align: 'right' },
    cell: ({ getValue }) => formatNumber(getValue()),
  }),
  helper.accessor('share_up_to', {
    header: text.upToHere,
    meta: { align: 'right' },
    cell: ({ getValue }) => formatShare(getValue()),
  }),
]);

const LengthTable = ({ answer }: { answer: DistributionAnswer }) => {
  const rows = lengthRows(answer.buckets);
  return (
    <div className={classes.lengths}>
      <DataTable
        caption={text.lengths}
        columns={COLUMNS}
        rows={rows}
        rowId={({ up_to, after }) => `${String(after)} ${String(up_to)}`}
      />
    </div>
  );
};
