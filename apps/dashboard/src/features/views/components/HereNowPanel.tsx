import type { SessionAnswer } from '@dwell/shared';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Scope } from '../../../shared/filters/scope.js';
import { messages } from '../../../shared/messages/messages.js';
import { activeSearch } from '../../../shared/statistics/active-search.js';
import { DataTable } from '../../../shared/ui/DataTable.js';
import { Name } from '../../../shared/ui/Name.js';
import { EmptyState, QueryView } from '../../../shared/ui/states.js';
import { columnsFor } from '../../../shared/ui/table-features.js';
import { Duration } from '../../../shared/ui/times.js';
import { useHereNow } from '../api/here-now.js';
import { TabName } from './cells.js';
import { TablePanel } from './TablePanel.js';
import classes from './views.module.css';

const text = messages.views;

const helper = columnsFor<SessionAnswer>();

const columnsOf = (view: string) =>
  helper.columns([
    helper.accessor('username', {
      header: text.person,
      cell: ({ row: { original } }) => (
        <Link to="/sessions/$sessionId" params={{ sessionId: original._id }} className={classes.link}>
          <Name name={original.username} />
        </Link>
      ),
    }),
    helper.accessor('last_visible_path', {
      header: text.tab,
      // Another browser tab of the session can have shown another view since.
      cell: ({ row: { original } }) => {
        const [shown, tab = null] = original.last_visible_path;
        return shown === view ? <TabName tab={tab} /> : null;
      },
    }),
    helper.accessor(({ view_duration }) => view_duration ?? 0, {
      id: 'view_duration',
      header: text.timeInSession,
      meta: { align: 'right' },
      cell: ({ getValue }) => <Duration seconds={getValue()} />,
    }),
  ]);

/** The first sessions, by username, that are here now on a view, and a link to all of them if there are more. */
export const HereNowPanel = ({ scope, view }: { scope: Scope; view: string }) => {
  const here = useHereNow(scope);
  const columns = useMemo(() => columnsOf(view), [view]);
  return (
    <TablePanel title={text.hereNow}>
      <QueryView query={here}>
        {({ sessions, next_cursor }) =>
          sessions.length === 0 ? (
            <EmptyState title={text.nobodyHere} />
          ) : (
            <>
              <DataTable caption={text.hereNow} columns={columns} rows={sessions} rowId={({ _id }) => _id} />
              {next_cursor !== undefined && (
                <div className={classes.more}>
                  <Link to="/sessions" search={activeSearch(scope)} className={classes.away}>
                    {text.allHere}
                  </Link>
                </div>
              )}
            </>
          )
        }
      </QueryView>
    </TablePanel>
  );
};
