import { toQueryString } from '@dwell/client';

/** The statistics that the API answers as CSV too. */
type Statistic = 'views' | 'users' | 'distribution' | 'unused';

/**
 * Returns the address of a statistic as a CSV file. The file begins with a byte order mark, without which Excel would
 * misread names.
 * @param query the parameters of the call that answers the same figures as JSON
 */
export const statisticCsvUrl = (statistic: Statistic, query: object): string =>
  `/api/v2/statistics/${statistic}?${toQueryString({ ...query, format: 'csv', bom: true })}`;
