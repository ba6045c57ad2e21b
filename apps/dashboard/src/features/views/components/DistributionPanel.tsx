import type { DistributionAnswer } from '@dwell/shared';
import { statisticCsvUrl } from '../../../shared/api/csv-url.js';
import { ChartPanel } from '../../../shared/charts/ChartPanel.js';
import type { TableData } from '../../../shared/charts/table-data.js';
import { viewColor } from '../../../shared/charts/view-colors.js';
import { type Scope, statisticsQuery } from '../../../shared/filters/scope.js';
import { formatDuration } from '../../../shared/format/duration.js';
import { formatNumber, formatPercent } from '../../../shared/format/number.js';
import { formatWindow } from '../../../shared/format/window.js';
import { messages } from '../../../shared/messages/messages.js';
import { CsvLink } from '../../../shared/ui/CsvLink.js';
import { EmptyState } from '../../../shared/ui/states.js';
import { useDistribution } from '../api/distribution.js';
import { lengthRows } from '../histogram.js';
import { Histogram, HISTOGRAM_HEIGHT } from './Histogram.js';

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
      query={distribution}
      height={HISTOGRAM_HEIGHT}
      empty={<EmptyState title={text.noVisits} hint={text.noVisitsHint} />}
    >
      {(answer) => {
        if (answer.visits === 0) return undefined;
        return {
          note: text.lengthsNote(formatNumber(answer.visits), formatPercent(answer.relative_error)),
          chart: (
            <Histogram
              distribution={answer}
              color={viewColor(view)}
              label={text.lengthsLabel(formatWindow(answer.window, answer.tz))}
            />
          ),
          table: lengthTable(answer),
        };
      }}
    </ChartPanel>
  );
};

const lengthTable = ({ buckets }: DistributionAnswer): TableData => {
  const rows = lengthRows(buckets);
  return {
    rowsLabel: text.length,
    rows: rows.map(({ after, up_to }) => ({
      label: text.lengthRange(formatDuration(after), formatDuration(up_to)),
    })),
    columns: [
      { key: 'visits', label: text.visits, values: rows.map(({ visits }) => visits) },
      {
        key: 'share',
        label: text.upToHere,
        values: rows.map(({ share_up_to }) => share_up_to),
        unit: 'share',
      },
    ],
    unit: 'number',
  };
};
