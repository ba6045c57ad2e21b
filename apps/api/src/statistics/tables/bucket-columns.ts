import type { TimelineBucket } from '@dwell/shared';
import { type Column, flag, time } from '../../http/formats/columns.js';

/** Returns the columns that describe a calendar bucket. */
export const bucketColumns = <Row>(bucketOf: (row: Row) => TimelineBucket): Column<Row>[] => [
  time('from', 'Begin of the bucket', (row) => bucketOf(row).from),
  time('to', 'End of the bucket', (row) => bucketOf(row).to),
  flag('partial', 'Whether the bucket is not whole', (row) => bucketOf(row).partial),
  flag('running', 'Whether the bucket ends after now', (row) => bucketOf(row).running),
];
