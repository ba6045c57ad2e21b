import type { VisitDurations } from '@dwell/shared';
import { type Column, number } from '../../http/formats/columns.js';

/** Returns the columns with the mean and the quantiles of the lengths of visits. */
export const durationColumns = <Row>(
  durationsOf: (row: Row) => VisitDurations,
  visits = 'a visit',
): Column<Row>[] => [
  number(
    'mean_visit_duration',
    `Mean length of ${visits}, in seconds`,
    (row) => durationsOf(row).mean_visit_duration,
  ),
  number(
    'median_visit_duration',
    `Median length of ${visits}, in seconds; at most 5 % off`,
    (row) => durationsOf(row).median_visit_duration,
  ),
  number(
    'p95_visit_duration',
    `Length that 95 % of the visits do not exceed, in seconds; at most 5 % off`,
    (row) => durationsOf(row).p95_visit_duration,
  ),
];
