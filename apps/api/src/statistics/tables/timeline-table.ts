import type { TimelineAnswer, TimelineBucket } from '@dwell/shared';
import { number, type Table, text } from '../../http/formats/columns.js';
import { bucketColumns } from './bucket-columns.js';

interface Row {
  readonly bucket: TimelineBucket;
  /** null for the sum of all views that have no series of their own. */
  readonly view: string | null;
  /** Seconds. */
  readonly visibleDuration: number;
}

/** One row for each bucket and view, also where the view has no time in the bucket. */
export const TIMELINE_TABLE: Table<TimelineAnswer, Row> = {
  name: 'timeline',
  columns: [
    ...bucketColumns<Row>(({ bucket }) => bucket),
    text('view', 'View; empty for all views that are not among the `top` ones', ({ view }) => view),
    number('visible_duration', 'Visible time, in seconds', ({ visibleDuration }) => visibleDuration),
  ],
  *rowsOf({ buckets, series, other }) {
    const all = other ? [...series, { view: null, visible_duration: other.visible_duration }] : series;
    for (const [index, bucket] of buckets.entries()) {
      for (const { view, visible_duration } of all) {
        yield { bucket, view, visibleDuration: visible_duration[index] ?? 0 };
      }
    }
  },
};
