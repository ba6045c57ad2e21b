import { MAX_STRING_LENGTH, type ViewsAnswer } from '@dwell/shared';
import { Group, Paper, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { statisticCsvUrl } from '../../../shared/api/csv-url.js';
import { type Scope, statisticsQuery } from '../../../shared/filters/scope.js';
import { useTypedFilter } from '../../../shared/filters/use-typed-filter.js';
import { messages } from '../../../shared/messages/messages.js';
import { formatComparedDays } from '../../../shared/statistics/compared-days.js';
import { NoTime } from '../../../shared/statistics/components/NoTime.js';
import { CsvLink } from '../../../shared/ui/CsvLink.js';
import { DataTable } from '../../../shared/ui/DataTable.js';
import { EmptyState, LoadingState, QueryView } from '../../../shared/ui/states.js';
import { useViewFigures } from '../api/views.js';
import { useViewsSearch } from '../use-views-search.js';
import { findViews, rowId, sortViews, tableRows, totalTime } from '../view-rows.js';
import { DEFAULT_VIEW_SORT, type ViewSort } from '../views-search.js';
import { viewColumns } from './view-columns.js';
import classes from './views.module.css';

const text = messages.views;

/** The views with time in the window. */
export const ViewsTable = ({ scope }: { scope: Scope }) => {
  const views = useViewFigures(scope);
  const [{ view_search = '' }, change] = useViewsSearch();
  const [typed, type] = useTypedFilter(view_search, (search) => {
    change({ view_search: search || undefined });
  });
  return (
    <Paper component="section" aria-label={text.title}>
      <div className={classes.head}>
        <TextInput
          className={classes.search}
          type="search"
          size="xs"
          aria-label={text.find}
          placeholder={text.find}
          leftSection={<IconSearch size={14} stroke={1.6} />}
          value={typed}
          maxLength={MAX_STRING_LENGTH}
          onChange={(event) => type(event.currentTarget.value)}
        />
        <CsvLink href={statisticCsvUrl('views', statisticsQuery(scope))} label={text.csvOfAll} />
      </div>
      <QueryView query={views} loading={<LoadingState lines={10} />}>
        {(answer) =>
          answer.views.length === 0 ? (
            <NoTime scope={scope} />
          ) : (
            <FoundViews answer={answer} searched={view_search} />
          )
        }
      </QueryView>
    </Paper>
  );
};

/** The views whose names have a text, in the order that the URL names. */
const FoundViews = ({
  answer: { views, previous_window, tz },
  searched,
}: {
  answer: ViewsAnswer;
  searched: string;
}) => {
  const [{ view_sort: sort = DEFAULT_VIEW_SORT, view_order: order = 'desc' }, change] = useViewsSearch();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((view: string): void => {
    setOpened((before) => {
      const after = new Set(before);
      if (!after.delete(view)) after.add(view);
      return after;
    });
  }, []);
  const compares = previous_window !== null;
  const largest = views[0]?.share ?? 1;
  const columns = useMemo(
    () => viewColumns({ compares, largest, onToggle: toggle }),
    [compares, largest, toggle],
  );
  const found = useMemo(
    () => sortViews(findViews(views, searched), sort, order === 'desc'),
    [views, searched, sort, order],
  );
  const rows = useMemo(() => tableRows(found, opened, totalTime(views)), [found, opened, views]);
  if (found.length === 0) return <EmptyState title={text.noneFound} hint={text.noneFoundHint} />;
  return (
    <div className={classes.table}>
      <DataTable
        caption={text.title}
        columns={columns}
        rows={rows}
        rowId={rowId}
        sorting={{ column: sort, descending: order === 'desc' }}
        onSort={({ column, descending }) => {
          change({ view_sort: column as ViewSort, view_order: descending ? 'desc' : 'asc' });
        }}
      />
      <Group justify="center" p="sm" gap="md">
        <Text size="sm" c="dimmed" aria-live="polite">
          {text.shown(found.length, views.length)}
        </Text>
        {previous_window && (
          <Text size="sm" c="dimmed" data-testid="compared-with">
            {messages.statistics.comparedWith(formatComparedDays(previous_window, tz))}
          </Text>
        )}
      </Group>
    </div>
  );
};
