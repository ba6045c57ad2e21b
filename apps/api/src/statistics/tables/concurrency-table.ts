import type { ConcurrencyAnswer, ConcurrencyPoint } from '@dwell/shared';
import { flag, number, type Table, text, time } from '../../http/formats/columns.js';

interface Row {
  readonly measure: ConcurrencyAnswer['measure'];
  readonly point: ConcurrencyPoint;
}

/** One row for each bucket. */
export const CONCURRENCY_TABLE: Table<ConcurrencyAnswer, Row> = {
  name: 'concurrency',
  columns: [
    time('from', 'Begin of the bucket', ({ point }) => point.from),
    time('to', 'End of the bucket', ({ point }) => point.to),
    flag('partial', 'Whether the bucket is not whole', ({ point }) => point.partial),
    flag('running', 'Whether the bucket ends after now', ({ point }) => point.running),
    text('measure', 'What is counted: sessions or people', ({ measure }) => measure),
    number('mean', 'Average number; empty if the bucket is still to come', ({ point }) => point.mean),
    number('max', 'Highest number; empty if the bucket is still to come', ({ point }) => point.max),
  ],
  rowsOf: ({ measure, points }) => points.map((point) => ({ measure, point })),
};
