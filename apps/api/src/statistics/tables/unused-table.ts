import type { UnusedAnswer, VisitDurations } from '@dwell/shared';
import { number, type Table, text } from '../../http/formats/columns.js';
import { durationColumns } from './duration-columns.js';

interface Row {
  readonly finding: 'unused_view' | 'unused_tab' | 'left_at_once';
  readonly view: string;
  readonly tab: string | null;
  readonly visits: number;
  readonly durations: VisitDurations;
}

const NO_VISITS = {
  visits: 0,
  durations: { mean_visit_duration: null, median_visit_duration: null, p95_visit_duration: null },
};

/** One row for each view that nobody opened, each tab that nobody opened, and each path that is left at once. */
export const UNUSED_TABLE: Table<UnusedAnswer, Row> = {
  name: 'unused',
  columns: [
    text('finding', 'unused_view, unused_tab or left_at_once', ({ finding }) => finding),
    text('view', 'View', ({ view }) => view),
    text('tab', 'Tab; empty for a view, and for the time of a view without a tab', ({ tab }) => tab),
    number('visits', 'Visits in the window', ({ visits }) => visits),
    ...durationColumns<Row>(({ durations }) => durations),
  ],
  *rowsOf({ unused_views, unused_tabs, left_at_once }) {
    for (const { view } of unused_views) yield { finding: 'unused_view', view, tab: null, ...NO_VISITS };
    for (const path of unused_tabs) yield { finding: 'unused_tab', ...path, ...NO_VISITS };
    for (const { view, tab, visits, ...durations } of left_at_once) {
      yield { finding: 'left_at_once', view, tab, visits, durations };
    }
  },
};
