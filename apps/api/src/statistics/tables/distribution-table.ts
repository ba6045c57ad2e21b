import type { DistributionAnswer, DistributionBucket } from '@dwell/shared';
import { number, type Table } from '../../http/formats/columns.js';

/** One row for each bucket of lengths. */
export const DISTRIBUTION_TABLE: Table<DistributionAnswer, DistributionBucket> = {
  name: 'distribution',
  columns: [
    number('after', 'The lengths are greater than this, in seconds', ({ after }) => after),
    number('up_to', 'The lengths are at most this, in seconds', (bucket) => bucket.up_to),
    number('visits', 'Visits with a length in this bucket', ({ visits }) => visits),
  ],
  rowsOf: ({ buckets }) => buckets,
};
