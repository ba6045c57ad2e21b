import type { Figures, SummaryAnswer, TimeWindow } from '@dwell/shared';
import { number, type Table, text, time } from '../../http/formats/columns.js';
import { durationColumns } from './duration-columns.js';

interface Row {
  readonly which: 'current' | 'previous';
  readonly window: TimeWindow;
  readonly figures: Figures;
  /** How many sessions are active now. null in the row of the compared window, as is `allActive`. */
  readonly active: number | null;
  readonly allActive: number | null;
}

/** One row for the window, and one for the window that it is compared with. */
export const SUMMARY_TABLE: Table<SummaryAnswer, Row> = {
  name: 'summary',
  columns: [
    text('window', 'current or previous', ({ which }) => which),
    time('from', 'Begin of the window', ({ window }) => window.from),
    time('to', 'End of the window', ({ window }) => window.to),
    number('visible_duration', 'Visible time, in seconds', ({ figures }) => figures.visible_duration),
    number('visits', 'Visits', ({ figures }) => figures.visits),
    number('users', 'Users with time in the window', ({ figures }) => figures.users),
    number('views', 'Views with time in the window', ({ figures }) => figures.views),
    number('sessions', 'Sessions that overlap the window', ({ figures }) => figures.sessions),
    ...durationColumns<Row>(({ figures }) => figures),
    number(
      'active_sessions',
      'Active sessions now; with `view`, those in which it is visible now',
      ({ active }) => active,
    ),
    number('all_active_sessions', 'Active sessions now, on any view', ({ allActive }) => allActive),
  ],
  *rowsOf({ window, previous_window, current, previous, active_sessions, all_active_sessions }) {
    yield {
      which: 'current',
      window,
      figures: current,
      active: active_sessions,
      allActive: all_active_sessions,
    };
    if (!previous_window || !previous) return;
    yield { which: 'previous', window: previous_window, figures: previous, active: null, allActive: null };
  },
};
