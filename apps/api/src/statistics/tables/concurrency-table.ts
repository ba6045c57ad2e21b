import type { ConcurrencyAnswer, ConcurrencyPoint } from '@dwell/shared';
import { number, type Table, text } from '../../http/formats/columns.js';
import { bucketColumns } from './bucket-columns.js';

interface Row {
  readonly measure: ConcurrencyAnswer['measure'];
  readonly point: ConcurrencyPoint;
}

/** One row for each bucket. */
export const CONCURRENCY_TABLE: Table<ConcurrencyAnswer, Row> = {
  name: 'concurrency',
  columns: [
    ...bucketColumns<Row>(({ point }) => point),
    text('measure', 'What is counted: sessions or people', ({ measure }) => measure),
    number('mean', 'Average number; empty if the bucket is still to come', ({ point }) => point.mean),
    number('max', 'Highest number; empty if the bucket is still to come', ({ point }) => point.max),
  ],
  rowsOf: ({ measure, points }) => points.map((point) => ({ measure, point })),
};
