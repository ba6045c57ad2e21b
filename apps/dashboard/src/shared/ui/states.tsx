import { Button, Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, use } from 'react';
import { describeError } from '../api/describe-error.js';
import { formatClock } from '../format/instant.js';
import { messages } from '../messages/messages.js';
import { PageTimeZone, Stale, useStale } from './stale.js';
import classes from './stale.module.css';

/** Shown in place of content that is loading. */
export const LoadingState = ({ lines = 6, height = 14 }: { lines?: number; height?: number }) => (
  <Stack role="status" gap="sm" p="md">
    <VisuallyHidden>{messages.states.loading}</VisuallyHidden>
    {Array.from({ length: lines }, (_, line) => (
      <Skeleton key={line} height={height} width={`${String(96 - ((line * 17) % 40))}%`} />
    ))}
  </Stack>
);

interface EmptyStateProps {
  title: string;
  hint?: string;
  /** Makes the title the heading of the page, for a page that shows nothing else. */
  isPage?: boolean;
}

/** Shown in place of content when there is none. */
export const EmptyState = ({ title, hint, isPage = false }: EmptyStateProps) => (
  <Stack align="center" justify="center" gap={4} p="xl">
    <Text fw={600} component={isPage ? 'h1' : 'p'} m={0}>
      {title}
    </Text>
    {hint && (
      <Text c="dimmed" ta="center" maw={420}>
        {hint}
      </Text>
    )}
  </Stack>
);

interface ErrorStateProps {
  error: unknown;
  onRetry: () => void;
}

/** Shown in place of content that failed to load. */
export const ErrorState = ({ error, onRetry }: ErrorStateProps) => (
  <Stack role="alert" align="center" justify="center" gap="xs" p="lg">
    <Text fw={600}>{messages.states.errorTitle}</Text>
    <Text c="dimmed" ta="center" maw={420}>
      {describeError(error)}
    </Text>
    <Button variant="default" onClick={onRetry} mt={4}>
      {messages.states.retry}
    </Button>
  </Stack>
);

interface StaleNoteProps extends ErrorStateProps {
  /** When the content was loaded, in epoch milliseconds. */
  loadedAt: number;
}

/** Shown above content that could not be loaded again, so that it may be out of date. */
const StaleNote = ({ error, loadedAt, onRetry }: StaleNoteProps) => {
  const tz = use(PageTimeZone);
  return (
    <div role="alert" className={classes.note}>
      <Text span inherit fw={600}>
        {messages.states.notUpdated(formatClock(loadedAt / 1000, tz))}
      </Text>
      <Text span inherit c="dimmed">
        {describeError(error)}
      </Text>
      <Button variant="default" size="compact-xs" onClick={onRetry}>
        {messages.states.retry}
      </Button>
    </div>
  );
};

interface QueryViewProps<Data> {
  query: Pick<UseQueryResult<Data>, 'data' | 'dataUpdatedAt' | 'error' | 'isPlaceholderData' | 'refetch'>;
  loading?: ReactNode;
  children: (data: Data) => ReactNode;
}

/**
 * Shows a query's data, or that it is loading, or its error with a button that retries. Data that can't be loaded again
 * stays, greyed, with a note that says since when.
 */
export const QueryView = <Data,>({ query, loading = <LoadingState />, children }: QueryViewProps<Data>) => {
  const allStale = useStale();
  const retry = (): void => void query.refetch();
  if (query.data !== undefined) {
    const stale = query.error !== null && !allStale;
    return (
      <>
        {stale && <StaleNote error={query.error} loadedAt={query.dataUpdatedAt} onRetry={retry} />}
        <Stale stale={stale} replaced={query.isPlaceholderData}>
          {children(query.data)}
        </Stale>
      </>
    );
  }
  if (query.error) return <ErrorState error={query.error} onRetry={retry} />;
  return loading;
};
