import type { RankedUser } from '@dwell/shared';
import { Link } from '@tanstack/react-router';
import { viewColor } from '../../../shared/charts/view-colors.js';
import { Swatch } from '../../../shared/charts/Legend.js';
import { onlyUser } from '../../../shared/filters/filters.js';
import { formatNumber, formatShare } from '../../../shared/format/number.js';
import { messages } from '../../../shared/messages/messages.js';
import { TimeChange } from '../../../shared/statistics/components/ChangeLabel.js';
import { Name } from '../../../shared/ui/Name.js';
import { columnsFor } from '../../../shared/ui/table-features.js';
import { Duration, Instant } from '../../../shared/ui/times.js';
import classes from './people.module.css';

const text = messages.persons;

const helper = columnsFor<RankedUser>();

interface Shown {
  tz: string;
  /** Whether a view filter is set, so that the times are those on one view. */
  onView: boolean;
  /** Whether the window is compared with an earlier one. */
  compared: boolean;
}

/** Returns the ranking's columns. The ids of sortable columns are values of the API's parameter `sort`. */
export const rankingColumns = ({ tz, onView, compared }: Shown) =>
  helper.columns([
    helper.accessor('rank', {
      header: text.rank,
      enableSorting: false,
      meta: { align: 'right' },
      cell: ({ getValue }) => <span className={classes.rank}>{formatNumber(getValue())}</span>,
    }),
    helper.accessor('username', {
      header: text.user,
      sortDescFirst: false,
      cell: ({ getValue }) => (
        <Link to="/people" search={onlyUser(getValue())} className={classes.rowLink}>
          <Name name={getValue()} />
        </Link>
      ),
    }),
    helper.accessor('visible_duration', {
      header: messages.statistics.timeOnPage,
      sortDescFirst: true,
      meta: { align: 'right' },
      cell: ({ getValue }) => <Duration seconds={getValue()} />,
    }),
    helper.accessor('share', {
      header: messages.statistics.share,
      enableSorting: false,
      meta: { align: 'right', wideOnly: true },
      cell: ({ getValue }) => formatShare(getValue()),
    }),
    ...(compared
      ? [
          helper.accessor('previous_visible_duration', {
            header: messages.statistics.change,
            enableSorting: false,
            meta: { align: 'right', wideOnly: true },
            cell: ({ row: { original } }) => <TimeChange of={original} />,
          }),
        ]
      : []),
    helper.accessor('visits', {
      header: messages.statistics.visits,
      sortDescFirst: true,
      meta: { align: 'right' },
      cell: ({ getValue }) => formatNumber(getValue()),
    }),
    helper.accessor('sessions', {
      header: onView ? messages.statistics.sessionsOnView : messages.statistics.sessions,
      enableSorting: false,
      meta: { align: 'right', wideOnly: true },
      cell: ({ getValue }) => formatNumber(getValue()),
    }),
    // With a view filter, everybody's top view is that view.
    ...(onView
      ? []
      : [
          helper.accessor('top_view', {
            header: text.topView,
            enableSorting: false,
            meta: { wideOnly: true },
            cell: ({ getValue }) => <TopView view={getValue()} />,
          }),
        ]),
    helper.accessor('last_seen', {
      header: text.lastSeen,
      enableSorting: false,
      meta: { align: 'right', wideOnly: true },
      cell: ({ getValue }) => <Instant at={getValue()} tz={tz} />,
    }),
  ]);

const TopView = ({ view }: { view: string | null }) =>
  view === null ? (
    '–'
  ) : (
    <span className={classes.topView}>
      <Swatch color={viewColor(view)} />
      <Name name={view} />
    </span>
  );
