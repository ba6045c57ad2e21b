import { toQueryString } from '@dwell/client';
import type { SessionsQuery } from '@dwell/shared';

/** The statistics that the dashboard offers as CSV files. */
type Statistic = 'views' | 'users' | 'distribution' | 'unused';

/** The file begins with a byte order mark, without which Excel would misread names. */
const CSV = { format: 'csv', bom: true } as const;

/**
 * Returns the address of a statistic as a CSV file.
 * @param query the parameters of the call that answers the same figures as JSON
 */
export const statisticCsvUrl = (statistic: Statistic, query: object): string =>
  `/api/v2/statistics/${statistic}?${toQueryString({ ...query, ...CSV })}`;

/**
 * Returns the address of a list of sessions as a CSV file: all that match, or as many as the query's `limit`.
 * @param tz the time zone of the file's times
 */
export const sessionsCsvUrl = (query: SessionsQuery, tz: string): string =>
  `/api/v2/sessions?${toQueryString({ ...query, ...CSV, tz })}`;
