import { MAX_STRING_LENGTH } from '@dwell/shared';
import { Button, Group, Paper, Text, TextInput, Title } from '@mantine/core';
import { IconRefresh, IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { statisticCsvUrl } from '../../../shared/api/csv-url.js';
import { useScope } from '../../../shared/filters/use-filters.js';
import { useTypedFilter } from '../../../shared/filters/use-typed-filter.js';
import { plainName } from '../../../shared/format/names.js';
import { formatNumber } from '../../../shared/format/number.js';
import { messages } from '../../../shared/messages/messages.js';
import { NoTime } from '../../../shared/statistics/components/NoTime.js';
import { CsvLink } from '../../../shared/ui/CsvLink.js';
import { DataTable } from '../../../shared/ui/DataTable.js';
import { LoadMore } from '../../../shared/ui/LoadMore.js';
import { EmptyState, LoadingState, QueryView } from '../../../shared/ui/states.js';
import { useDocumentTitle } from '../../../shared/ui/use-document-title.js';
import { toRankingQuery, useRanking } from '../api/ranking.js';
import { type PeopleSearch, rankingOrder } from '../people-search.js';
import { PeopleWithoutTime } from './PeopleWithoutTime.js';
import { rankingColumns } from './ranking-columns.js';

const text = messages.persons;

/** The people with time in the window, in an order that the user chooses. */
export const RankingPage = () => {
  const scope = useScope();
  const search = useSearch({ from: '/shell/report/people' });
  const navigate = useNavigate();
  const change = (changed: PeopleSearch): void => {
    void navigate({ to: '.', search: (before) => ({ ...before, ...changed }) });
  };
  const [typed, type] = useTypedFilter(search.person ?? '', (person) => {
    change({ person: person || undefined });
  });
  const { ranking, rows } = useRanking(scope, search);
  const [first] = ranking.data?.pages ?? [];
  const compared = (first?.previous_window ?? null) !== null;
  const { tz } = scope;
  const onView = scope.view !== undefined;
  const columns = useMemo(() => rankingColumns({ tz, onView, compared }), [tz, onView, compared]);
  const { sort, order } = rankingOrder(search);
  const { isFetchNextPageError } = ranking;
  useDocumentTitle(text.title);

  return (
    <Paper component="section" aria-label={text.title}>
      <Group justify="space-between" px={18} pt={12} pb={4} gap="xs">
        <Title order={1} size="h2">
          {text.title}
        </Title>
        <Group gap="xs">
          <CsvLink href={statisticCsvUrl('users', toRankingQuery(scope, search))} label={text.csvOfAll} />
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            leftSection={<IconRefresh size={14} stroke={1.6} />}
            loading={ranking.isRefetching && !ranking.isFetchingNextPage}
            onClick={() => void ranking.refetch()}
          >
            {text.refresh}
          </Button>
        </Group>
      </Group>
      <Group px={18} py={8} gap="md">
        <TextInput
          type="search"
          aria-label={text.search}
          aria-description={text.searchRule}
          placeholder={text.search}
          leftSection={<IconSearch size={15} stroke={1.6} />}
          value={typed}
          maxLength={MAX_STRING_LENGTH}
          onChange={({ currentTarget }) => type(currentTarget.value)}
          w={260}
        />
        <Text size="sm" c="dimmed" aria-live="polite">
          {first && text.ranked(first.total)}
        </Text>
      </Group>
      <QueryView
        query={{ ...ranking, error: isFetchNextPageError ? null : ranking.error }}
        loading={<LoadingState lines={10} />}
      >
        {() => (
          <>
            {rows.length > 0 ? (
              <DataTable
                caption={text.title}
                columns={columns}
                rows={rows}
                rowId={({ username }) => username}
                sorting={{ column: sort, descending: order === 'desc' }}
                onSort={({ column, descending }) =>
                  change({ people_sort: column as typeof sort, people_order: descending ? 'desc' : 'asc' })
                }
              />
            ) : search.person === undefined ? (
              <NoTime scope={scope} />
            ) : (
              <EmptyState title={text.noMatch} hint={text.noMatchHint(plainName(search.person))} />
            )}
            {rows.length > 0 && ranking.hasNextPage && (
              <LoadMore
                shown={text.shown(formatNumber(rows.length), formatNumber(first?.total ?? 0))}
                loading={ranking.isFetching}
                error={isFetchNextPageError ? ranking.error : null}
                onLoad={() => void ranking.fetchNextPage()}
              />
            )}
            {search.person !== undefined && !ranking.hasNextPage && !ranking.isPlaceholderData && (
              <PeopleWithoutTime scope={scope} search={search.person} ranked={rows} />
            )}
          </>
        )}
      </QueryView>
    </Paper>
  );
};
