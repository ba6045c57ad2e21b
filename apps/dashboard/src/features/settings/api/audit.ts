import type { AuditAct, AuditAnswer } from '@dwell/shared';
import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { answerTo, api } from '../../../shared/api/client.js';

const PAGE_SIZE = 50;

export interface AuditFilter {
  actor?: string;
  act?: AuditAct;
}

const listAudit = (
  filter: AuditFilter,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<AuditAnswer> =>
  answerTo(api.GET('/api/v2/audit', { params: { query: { ...filter, limit: PAGE_SIZE, cursor } }, signal }));

const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) => listAudit(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    select: ({ pages }) => pages.flatMap(({ entries }) => entries),
  });

/** Returns the loaded part of the audit log, the newest entry first. */
export const useAudit = (filter: AuditFilter) => useInfiniteQuery(auditQuery(filter));
