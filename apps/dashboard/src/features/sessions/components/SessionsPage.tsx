import type { SessionSort } from '@dwell/shared';
import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useScope } from '../../../shared/filters/use-filters.js';
import { plainName } from '../../../shared/format/names.js';
import { messages } from '../../../shared/messages/messages.js';
import { DataTable } from '../../../shared/ui/DataTable.js';
import { LoadMore } from '../../../shared/ui/LoadMore.js';
import { EmptyState, LoadingState, QueryView } from '../../../shared/ui/states.js';
import { useDocumentTitle } from '../../../shared/ui/use-document-title.js';
import { useSessions } from '../api/sessions.js';
import { useColumns } from '../columns.js';
import { DEFAULT_ORDER, sortColumn, sortInUrl } from '../sessions-search.js';
import { ColumnPicker } from './ColumnPicker.js';
import { sessionColumns } from './session-columns.js';
import { SessionFilters } from './SessionFilters.js';
import classes from './sessions.module.css';

const text = messages.sessions;

export const SessionsPage = () => {
  const scope = useScope();
  const search = useSearch({ from: '/shell/report/sessions' });
  const navigate = useNavigate();
  const { sessions, rows, difference, refreshError, isRefreshing } = useSessions(scope, search);
  const [chosen, chooseColumns] = useColumns();
  const columns = useMemo(() => sessionColumns(scope.tz, scope.view, chosen), [scope.tz, scope.view, chosen]);
  const putIn = (): void => void sessions.refetch();
  const listError = (sessions.isFetchNextPageError ? null : sessions.error) ?? refreshError;
  useDocumentTitle(text.title);

  return (
    <Paper component="section" aria-label={text.title}>
      <Group justify="space-between" px={18} pt={12} pb={4} gap="xs">
        <Title order={1} className={classes.heading}>
          {text.title}
        </Title>
        <Group gap="xs">
          <div role="status">
            {(difference.added > 0 || difference.moved) && (
              <Button variant="light" size="xs" onClick={putIn}>
                {difference.added > 0 ? text.added(difference.added, difference.more) : text.sortAgain}
              </Button>
            )}
          </div>
          <ColumnPicker columns={chosen} onChange={chooseColumns} />
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            leftSection={<IconRefresh size={14} stroke={1.6} />}
            loading={sessions.isRefetching && !sessions.isFetchingNextPage}
            onClick={putIn}
          >
            {text.refresh}
          </Button>
        </Group>
      </Group>
      <SessionFilters />
      <QueryView
        query={{ ...sessions, error: listError, isFetching: isRefreshing }}
        loading={<LoadingState lines={10} />}
      >
        {() =>
          rows.length === 0 ? (
            <EmptyState
              title={text.none}
              hint={
                search.username === undefined ? text.noneHint : text.noneBegins(plainName(search.username))
              }
            />
          ) : (
            <>
              <DataTable
                caption={text.title}
                columns={columns}
                rows={rows}
                rowId={({ _id }) => _id}
                sorting={{
                  column: sortColumn(search.sort, scope.view),
                  descending: (search.order ?? DEFAULT_ORDER) === 'desc',
                }}
                onSort={({ column, descending }) => {
                  void navigate({
                    to: '.',
                    search: (before) => ({
                      ...before,
                      sort: sortInUrl(column as SessionSort),
                      order: descending ? 'desc' : 'asc',
                    }),
                  });
                }}
              />
              {sessions.hasNextPage ? (
                <LoadMore
                  shown={text.shown(rows.length)}
                  loading={sessions.isFetchingNextPage}
                  error={sessions.isFetchNextPageError ? sessions.error : null}
                  // Further pages load by themselves only after the user has pressed the button once. Until then, the
                  // user can reach the end of the page.
                  auto={(sessions.data?.pages.length ?? 0) > 1}
                  onLoad={() => void sessions.fetchNextPage()}
                />
              ) : (
                <Text size="sm" c="dimmed" ta="center" p="sm" aria-live="polite">
                  {text.shownAll(rows.length)}
                </Text>
              )}
            </>
          )
        }
      </QueryView>
    </Paper>
  );
};
