import type { SessionAnswer } from '@dwell/shared';
import { VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { sumSeconds } from '../../../shared/charts/series.js';
import { formatNumber } from '../../../shared/format/number.js';
import { messages } from '../../../shared/messages/messages.js';
import { Duration, Instant } from '../../../shared/ui/times.js';
import { type Columns, columnsFor } from '../../../shared/ui/table-features.js';
import { Name, Named } from '../../../shared/ui/Name.js';
import { ActivityBadge } from '../../../shared/ui/ActivityBadge.js';
import { CHOSEN_COLUMNS, type ChosenColumn } from '../columns.js';
import { PathLabel } from './PathLabel.js';
import classes from './sessions.module.css';

const text = messages.sessions;

const TimeOnView = ({ view }: { view: string }) => (
  <span className={classes.viewHeader}>
    <Named message={text.timeOn} name={view} />
  </span>
);

const helper = columnsFor<SessionAnswer>();

/**
 * Returns the session list's columns. The ids of sortable columns are values of the API's parameter `sort`. With a view
 * filter, the list is about the time on that view; the time on all views stands beside it.
 * @param chosen the columns that the user wants besides the user and the time on the view
 */
export const sessionColumns = (
  tz: string,
  view: string | undefined,
  chosen: readonly ChosenColumn[],
): Columns<SessionAnswer> => {
  const columns: Columns<SessionAnswer> = helper.columns([
    helper.accessor('username', {
      header: text.user,
      cell: ({ row: { original } }) => (
        <Link to="/sessions/$sessionId" params={{ sessionId: original._id }} className={classes.rowLink}>
          <VisuallyHidden>{text.open} </VisuallyHidden>
          <Name name={original.username} />
        </Link>
      ),
    }),
    helper.accessor('start', {
      header: text.start,
      sortDescFirst: true,
      cell: ({ getValue }) => <Instant at={getValue()} tz={tz} />,
    }),
    helper.accessor('last_ping', {
      header: text.lastPing,
      sortDescFirst: true,
      meta: { wideOnly: true },
      cell: ({ getValue }) => <Instant at={getValue()} tz={tz} />,
    }),
    helper.accessor(({ start, last_ping }) => sumSeconds([last_ping, -start]), {
      id: 'span',
      header: text.columnNames.span,
      enableSorting: false,
      meta: { align: 'right', wideOnly: true },
      cell: ({ getValue }) => <Duration seconds={getValue()} />,
    }),
    ...(view === undefined
      ? []
      : [
          helper.accessor(({ view_duration }) => view_duration ?? 0, {
            id: 'view_duration',
            header: () => <TimeOnView view={view} />,
            sortDescFirst: true,
            meta: { align: 'right' },
            cell: ({ getValue }) => <Duration seconds={getValue()} />,
          }),
        ]),
    helper.accessor('visible_duration', {
      header: view === undefined ? text.timeVisible : text.timeOnAllViews,
      enableSorting: view === undefined,
      sortDescFirst: true,
      meta: { align: 'right', wideOnly: view !== undefined },
      cell: ({ getValue }) => <Duration seconds={getValue()} />,
    }),
    helper.accessor(({ tab_duration }) => Object.keys(tab_duration).length, {
      id: 'views',
      header: text.columnNames.views,
      enableSorting: false,
      meta: { align: 'right', wideOnly: true },
      cell: ({ getValue }) => formatNumber(getValue()),
    }),
    helper.accessor('last_visible_path', {
      header: text.lastView,
      enableSorting: false,
      meta: { wideOnly: true },
      cell: ({ getValue }) => (
        <span className={classes.raised}>
          <PathLabel path={getValue()} />
        </span>
      ),
    }),
    helper.accessor('active', {
      header: text.state,
      enableSorting: false,
      meta: { align: 'right' },
      cell: ({ row: { original } }) => (
        <ActivityBadge active={original.active} hereNow={original.here_now} short />
      ),
    }),
  ]);
  const leftOut: readonly unknown[] = CHOSEN_COLUMNS.filter((column) => !chosen.includes(column));
  return columns.filter(
    (column) => !leftOut.includes('accessorKey' in column ? column.accessorKey : column.id),
  );
};
