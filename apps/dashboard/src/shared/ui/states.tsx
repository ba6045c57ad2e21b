import { Button, Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, use } from 'react';
import { describeError } from '../api/describe-error.js';
import { formatClock } from '../format/instant.js';
import { messages } from '../messages/messages.js';
import { PageTimeZone, Stale, useStale } from './stale.js';
import classes from './stale.module.css';
import { useLongWait } from './use-long-wait.js';

/** For texts with names in them, which can be 512 characters without a space. */
const BREAK_ANYWHERE = { overflowWrap: 'anywhere' } as const;

/** Returns a function that tells what a clock in the page's time zone shows at an instant (epoch milliseconds). */
const usePageClock = (): ((ms: number) => string) => {
  const tz = use(PageTimeZone);
  return (ms) => formatClock(ms / 1000, tz);
};

/** Shown in place of content that is loading. If the loading takes long, says since when it has been loading. */
export const LoadingState = ({ lines = 6, height = 14 }: { lines?: number; height?: number }) => {
  const clockAt = usePageClock();
  const since = useLongWait(true);
  return (
    <Stack role="status" gap="sm" p="md">
      {since === undefined ? (
        <VisuallyHidden>{messages.states.loading}</VisuallyHidden>
      ) : (
        <Text size="sm">{messages.states.stillLoading(clockAt(since))}</Text>
      )}
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={height} width={`${String(96 - ((line * 17) % 40))}%`} />
      ))}
    </Stack>
  );
};

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
      <Text c="dimmed" ta="center" maw={420} style={BREAK_ANYWHERE}>
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
    <Text c="dimmed" ta="center" maw={420} style={BREAK_ANYWHERE}>
      {describeError(error)}
    </Text>
    <Button variant="default" onClick={onRetry} mt={4}>
      {messages.states.retry}
    </Button>
  </Stack>
);

interface StaleNoteProps {
  role: 'alert' | 'status';
  title: string;
  reason: string;
  onRetry: () => void;
}

/** Shown above content that may be out of date, because newer content fails to load or takes long. */
export const StaleNote = ({ role, title, reason, onRetry }: StaleNoteProps) => (
  <div role={role} className={classes.note}>
    <Text span inherit fw={600}>
      {title}
    </Text>
    <Text span inherit c="dimmed">
      {reason}
    </Text>
    <Button variant="default" size="compact-xs" onClick={onRetry}>
      {messages.states.retry}
    </Button>
  </div>
);

export interface QueryViewProps<Data> {
  query: Pick<
    UseQueryResult<Data>,
    'data' | 'dataUpdatedAt' | 'error' | 'isFetching' | 'isPlaceholderData' | 'refetch'
  >;
  loading?: ReactNode;
  children: (data: Data) => ReactNode;
}

/** Returns what the note above a query's data says; undefined while the data is up to date. */
const useStaleNote = ({
  dataUpdatedAt,
  error,
  isFetching,
  isPlaceholderData,
}: QueryViewProps<unknown>['query']): Omit<StaleNoteProps, 'onRetry'> | undefined => {
  const { states } = messages;
  const clockAt = usePageClock();
  const waitingSince = useLongWait(isFetching);
  if (error)
    return { role: 'alert', title: states.notUpdated(clockAt(dataUpdatedAt)), reason: describeError(error) };
  if (waitingSince === undefined) return undefined;
  return isPlaceholderData
    ? { role: 'status', title: states.stillLoading(clockAt(waitingSince)), reason: states.shownBefore }
    : { role: 'status', title: states.notUpdated(clockAt(dataUpdatedAt)), reason: states.stillCounting };
};

/**
 * Shows a query's data, or that it is loading, or its error with a button that retries. If newer data can't be loaded
 * or takes long, the data stays, greyed, with a note that says since when it is out of date.
 */
export const QueryView = <Data,>({ query, loading = <LoadingState />, children }: QueryViewProps<Data>) => {
  const allStale = useStale();
  const note = useStaleNote(query);
  const retry = (): void => void query.refetch();
  if (query.data !== undefined) {
    const shownNote = allStale ? undefined : note;
    return (
      <>
        {shownNote && <StaleNote {...shownNote} onRetry={retry} />}
        <Stale stale={shownNote !== undefined} replaced={query.isPlaceholderData}>
          {children(query.data)}
        </Stale>
      </>
    );
  }
  if (query.error) return <ErrorState error={query.error} onRetry={retry} />;
  return loading;
};
