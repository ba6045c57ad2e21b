import type { LeftTab, UnusedTab, UnusedView } from '@dwell/shared';
import { Link } from '@tanstack/react-router';
import { useNow } from '../../../shared/filters/use-filters.js';
import { plainName } from '../../../shared/format/names.js';
import { formatNumber } from '../../../shared/format/number.js';
import { listOfSessions } from '../../../shared/statistics/lists.js';
import { messages } from '../../../shared/messages/messages.js';
import { Name } from '../../../shared/ui/Name.js';
import { columnsFor } from '../../../shared/ui/table-features.js';
import { TabName, visitLength } from './cells.js';
import classes from './views.module.css';

const text = messages.views;

const ViewLink = ({ view }: UnusedView) => (
  <Link to="/views" search={{ view }} className={classes.link}>
    <Name name={view} />
  </Link>
);

/**
 * Links to the sessions of any time that were on a view, the latest ping first. The page's filters by people stay. The
 * list tells who used the view, and when.
 */
const LastSessions = ({ view }: UnusedView) => {
  const now = useNow();
  const ever = { range: undefined, from: 0, to: now } as const;
  const newestFirst = { sort: 'last_ping', order: 'desc' } as const;
  return (
    <Link
      to="/sessions"
      search={{ ...listOfSessions(), ...ever, ...newestFirst, view }}
      className={classes.away}
      aria-label={text.lastSessionsOn(plainName(view))}
    >
      {text.lastSessions}
    </Link>
  );
};

const right = { meta: { align: 'right' } } as const;
const wideRight = { meta: { align: 'right', wideOnly: true } } as const;

const ofViews = columnsFor<UnusedView>();

export const VIEW_COLUMNS = ofViews.columns([
  ofViews.accessor('view', { header: text.view, cell: ({ getValue }) => <ViewLink view={getValue()} /> }),
  ofViews.display({
    id: 'sessions',
    header: text.whoUsedIt,
    ...right,
    cell: ({ row: { original } }) => <LastSessions {...original} />,
  }),
]);

const ofTabs = columnsFor<UnusedTab>();

export const TAB_COLUMNS = ofTabs.columns([
  ofTabs.accessor('view', { header: text.view, cell: ({ getValue }) => <ViewLink view={getValue()} /> }),
  ofTabs.accessor('tab', { header: text.tab, cell: ({ getValue }) => <TabName tab={getValue()} /> }),
]);

const ofLeft = columnsFor<LeftTab>();

export const LEFT_COLUMNS = ofLeft.columns([
  ofLeft.accessor('view', { header: text.view, cell: ({ getValue }) => <ViewLink view={getValue()} /> }),
  ofLeft.accessor('tab', { header: text.tab, cell: ({ getValue }) => <TabName tab={getValue()} /> }),
  ofLeft.accessor('visits', {
    header: text.visits,
    ...right,
    cell: ({ getValue }) => formatNumber(getValue()),
  }),
  ofLeft.accessor('mean_visit_duration', { header: text.mean, ...wideRight, cell: visitLength }),
  ofLeft.accessor('median_visit_duration', { header: text.median, ...right, cell: visitLength }),
  ofLeft.accessor('p95_visit_duration', { header: text.p95, ...wideRight, cell: visitLength }),
]);
