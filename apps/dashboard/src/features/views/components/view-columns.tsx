import { ActionIcon } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Swatch } from '../../../shared/charts/Legend.js';
import { viewColor } from '../../../shared/charts/view-colors.js';
import { plainName } from '../../../shared/format/names.js';
import { formatNumber } from '../../../shared/format/number.js';
import { listOfPeople } from '../../../shared/statistics/lists.js';
import { messages } from '../../../shared/messages/messages.js';
import { TimeChange } from '../../../shared/statistics/components/ChangeLabel.js';
import { Name } from '../../../shared/ui/Name.js';
import { Duration } from '../../../shared/ui/times.js';
import { columnsFor } from '../../../shared/ui/table-features.js';
import type { TableRow, ViewRow } from '../view-rows.js';
import { Share, TabName, visitLength } from './cells.js';
import { HereNowLink } from './HereNowLink.js';
import classes from './views.module.css';

const text = messages.views;

const helper = columnsFor<TableRow>();

interface ViewNameProps {
  row: ViewRow;
  onToggle: (view: string) => void;
}

/** A view's name, which leads to the view's page, and the button that shows and hides the rows of its tabs. */
const ViewName = ({ row: { view, opened }, onToggle }: ViewNameProps) => (
  <span className={classes.name}>
    {opened === undefined ? (
      <span className={classes.noChevron} />
    ) : (
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={messages.statistics.tabsOf(plainName(view))}
        aria-expanded={opened}
        onClick={() => onToggle(view)}
      >
        <IconChevronRight size={14} className={classes.chevron} data-opened={opened} />
      </ActionIcon>
    )}
    <Swatch color={viewColor(view)} />
    <Link to="/views" search={{ view }} className={classes.link}>
      <Name name={view} />
    </Link>
  </span>
);

const figure = { sortDescFirst: true, meta: { align: 'right' } } as const;
const wideFigure = { sortDescFirst: true, meta: { align: 'right', wideOnly: true } } as const;

interface ViewColumnsOptions {
  /** Whether the rows have the time of an earlier window. */
  compares: boolean;
  /** The largest share of a view, from 0 to 1. */
  largest: number;
  onToggle: (view: string) => void;
}

/** Returns the columns of the table of views. Their ids are values of the page's search parameter `view_sort`. */
export const viewColumns = ({ compares, largest, onToggle }: ViewColumnsOptions) =>
  helper.columns([
    helper.accessor('view', {
      header: text.view,
      cell: ({ row: { original } }) =>
        original.kind === 'view' ? (
          <ViewName row={original} onToggle={onToggle} />
        ) : (
          <span className={classes.tab}>
            <TabName tab={original.tab} />
          </span>
        ),
    }),
    helper.accessor('visible_duration', {
      header: text.time,
      ...figure,
      cell: ({ getValue }) => <Duration seconds={getValue()} />,
    }),
    helper.accessor('share', {
      header: text.share,
      ...wideFigure,
      cell: ({ row: { original } }) => (
        <Share share={original.share} largest={largest} view={original.view} />
      ),
    }),
    ...(compares
      ? [
          helper.accessor((row) => (row.kind === 'view' ? row.previous_visible_duration : null), {
            id: 'change',
            header: text.change,
            ...wideFigure,
            cell: ({ row: { original } }) => original.kind === 'view' && <TimeChange of={original} />,
          }),
        ]
      : []),
    helper.accessor('visits', {
      header: text.visits,
      ...wideFigure,
      cell: ({ getValue }) => formatNumber(getValue()),
    }),
    helper.accessor((row) => (row.kind === 'view' ? row.users : null), {
      id: 'users',
      header: text.users,
      ...wideFigure,
      cell: ({ row: { original } }) =>
        original.kind === 'view' && (
          <Link to="/people" search={{ ...listOfPeople(), view: original.view }} className={classes.link}>
            {formatNumber(original.users)}
          </Link>
        ),
    }),
    helper.accessor('mean_visit_duration', { header: text.mean, ...wideFigure, cell: visitLength }),
    helper.accessor('median_visit_duration', { header: text.median, ...figure, cell: visitLength }),
    helper.accessor('p95_visit_duration', { header: text.p95, ...wideFigure, cell: visitLength }),
    helper.accessor((row) => (row.kind === 'view' ? row.here_now : null), {
      id: 'here_now',
      header: text.hereNow,
      ...wideFigure,
      cell: ({ row: { original } }) =>
        original.kind === 'view' && <HereNowLink view={original.view} count={original.here_now} />,
    }),
  ]);
