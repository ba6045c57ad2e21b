import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState } from './ErrorState.js';
import { LoadingState } from './LoadingState.js';

interface QueryViewProps<Data> {
  query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'refetch'>;
  loading?: ReactNode;
  children: (data: Data) => ReactNode;
}

/** Shows a query's data, or that it is loading, or its error with a button that retries. */
export const QueryView = <Data,>({ query, loading = <LoadingState />, children }: QueryViewProps<Data>) => {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return loading;
};
