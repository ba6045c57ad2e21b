import { useMemo } from 'react';
import { statisticCsvUrl } from '../../../shared/api/csv-url.js';
import { type Scope, statisticsQuery } from '../../../shared/filters/scope.js';
import { formatNumber } from '../../../shared/format/number.js';
import { messages } from '../../../shared/messages/messages.js';
import { NoTime } from '../../../shared/statistics/components/NoTime.js';
import { CsvLink } from '../../../shared/ui/CsvLink.js';
import { DataTable } from '../../../shared/ui/DataTable.js';
import { QueryView } from '../../../shared/ui/states.js';
import { columnsFor } from '../../../shared/ui/table-features.js';
import { Duration } from '../../../shared/ui/times.js';
import { useViewFigures } from '../api/views.js';
import { rowId, type TabRow, tabRows } from '../view-rows.js';
import { Share, TabName, visitLength } from './cells.js';
import { TablePanel } from './TablePanel.js';

const text = messages.views;

const helper = columnsFor<TabRow>();

/** @param largest the largest share of a tab, from 0 to 1 */
const columnsOf = (largest: number) =>
  helper.columns([
    helper.accessor('tab', { header: text.tab, cell: ({ getValue }) => <TabName tab={getValue()} /> }),
    helper.accessor('visible_duration', {
      header: text.time,
      meta: { align: 'right' },
      cell: ({ getValue }) => <Duration seconds={getValue()} />,
    }),
    helper.accessor('share', {
      header: text.share,
      meta: { align: 'right', wideOnly: true },
      cell: ({ row: { original } }) => (
        <Share share={original.share} largest={largest} view={original.view} />
      ),
    }),
    helper.accessor('visits', {
      header: text.visits,
      meta: { align: 'right' },
      cell: ({ getValue }) => formatNumber(getValue()),
    }),
    helper.accessor('mean_visit_duration', {
      header: text.mean,
      meta: { align: 'right', wideOnly: true },
      cell: visitLength,
    }),
    helper.accessor('median_visit_duration', {
      header: text.median,
      meta: { align: 'right' },
      cell: visitLength,
    }),
    helper.accessor('p95_visit_duration', {
      header: text.p95,
      meta: { align: 'right', wideOnly: true },
      cell: visitLength,
    }),
  ]);

const TabsTable = ({ rows }: { rows: TabRow[] }) => {
  const largest = rows[0]?.share ?? 1;
  const columns = useMemo(() => columnsOf(largest), [largest]);
  return <DataTable caption={text.tabs} columns={columns} rows={rows} rowId={rowId} />;
};

/** The tabs of a view. */
export const TabsPanel = ({ scope }: { scope: Scope }) => {
  const views = useViewFigures(scope);
  return (
    <TablePanel
      title={text.tabs}
      controls={<CsvLink href={statisticCsvUrl('views', statisticsQuery(scope))} label={text.csvOfTabs} />}
    >
      <QueryView query={views}>
        {(answer) => {
          const [view] = answer.views;
          if (!view) return <NoTime scope={scope} />;
          return <TabsTable rows={tabRows(view.view, view.tabs, view.visible_duration)} />;
        }}
      </QueryView>
    </TablePanel>
  );
};
