import type { TabFigures, ViewFigures, ViewsAnswer } from '@dwell/shared';
import { number, type Table, text } from '../../http/formats/columns.js';
import { durationColumns } from './duration-columns.js';

interface Row {
  readonly view: ViewFigures;
  readonly tab: TabFigures;
}

/** One row for each view and tab. The figures of the whole view are in each of its rows. */
export const VIEWS_TABLE: Table<ViewsAnswer, Row> = {
  name: 'views',
  columns: [
    text('view', 'View', ({ view }) => view.view),
    text('tab', 'Tab; empty for the time of the view without a tab', ({ tab }) => tab.tab),
    number('visible_duration', 'Visible time on the tab, in seconds', ({ tab }) => tab.visible_duration),
    number('visits', 'Visits of the tab', ({ tab }) => tab.visits),
    ...durationColumns<Row>(({ tab }) => tab, 'a visit of the tab'),
    number(
      'view_visible_duration',
      'Visible time on the whole view, in seconds',
      ({ view }) => view.visible_duration,
    ),
    number(
      'view_share',
      'Part of the visible time of all views that is on the whole view, from 0 to 1',
      ({ view }) => view.share,
    ),
    number('view_visits', 'Visits of the whole view', ({ view }) => view.visits),
    number('view_users', 'Users with time on the whole view', ({ view }) => view.users),
    number('view_here_now', 'Active sessions in which the view is visible now', ({ view }) => view.here_now),
    number(
      'view_previous_visible_duration',
      'Visible time on the whole view in the previous window, in seconds; empty if nothing is compared',
      ({ view }) => view.previous_visible_duration,
    ),
  ],
  rowsOf: ({ views }) => views.flatMap((view) => view.tabs.map((tab) => ({ view, tab }))),
};
