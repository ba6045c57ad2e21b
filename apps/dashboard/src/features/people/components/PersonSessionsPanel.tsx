import type { SessionAnswer } from '@dwell/shared';
import { VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { sessionsCsvUrl } from '../../../shared/api/csv-url.js';
import type { Scope } from '../../../shared/filters/scope.js';
import { listOfSessions } from '../../../shared/statistics/lists.js';
import { messages } from '../../../shared/messages/messages.js';
import { ActivityBadge } from '../../../shared/ui/ActivityBadge.js';
import { CsvLink } from '../../../shared/ui/CsvLink.js';
import { DataTable } from '../../../shared/ui/DataTable.js';
import { PathName } from '../../../shared/ui/Name.js';
import { Panel } from '../../../shared/ui/Panel.js';
import { EmptyState, QueryView } from '../../../shared/ui/states.js';
import { columnsFor } from '../../../shared/ui/table-features.js';
import { Duration, Instant } from '../../../shared/ui/times.js';
import { SHOWN_SESSIONS, toSessionsQuery, usePersonSessions } from '../api/person-sessions.js';
import classes from './people.module.css';

const text = messages.person;

const helper = columnsFor<SessionAnswer>();

const sessionColumns = (tz: string, onView: boolean) =>
  helper.columns([
    helper.accessor('start', {
      header: text.start,
      cell: ({ row: { original }, getValue }) => (
        <Link to="/sessions/$sessionId" params={{ sessionId: original._id }} className={classes.rowLink}>
          <VisuallyHidden>{text.open} </VisuallyHidden>
          <Instant at={getValue()} tz={tz} />
        </Link>
      ),
    }),
    helper.accessor('last_ping', {
      header: text.lastPing,
      meta: { wideOnly: true },
      cell: ({ getValue }) => <Instant at={getValue()} tz={tz} />,
    }),
    helper.accessor(({ view_duration, visible_duration }) => view_duration ?? visible_duration, {
      id: 'time',
      header: onView ? text.timeOnView : text.timeVisible,
      meta: { align: 'right' },
      cell: ({ getValue }) => <Duration seconds={getValue()} />,
    }),
    helper.accessor('last_visible_path', {
      header: text.lastView,
      cell: ({ getValue }) => (
        <span className={classes.raised}>
          {getValue().length === 0 ? '–' : <PathName path={getValue()} />}
        </span>
      ),
    }),
    helper.accessor('active', {
      header: text.state,
      meta: { align: 'right' },
      cell: ({ row: { original } }) => (
        <ActivityBadge active={original.active} hereNow={original.here_now} short />
      ),
    }),
  ]);

/** The person's newest sessions in the window. */
export const PersonSessionsPanel = ({ scope }: { scope: Scope }) => {
  const { tz, view } = scope;
  const sessions = usePersonSessions(scope, SHOWN_SESSIONS);
  const columns = useMemo(() => sessionColumns(tz, view !== undefined), [tz, view]);
  return (
    <Panel
      title={text.sessions}
      controls={<CsvLink href={sessionsCsvUrl(toSessionsQuery(scope), tz)} label={text.csvOfSessions} />}
    >
      <QueryView query={sessions}>
        {({ sessions: rows, next_cursor }) =>
          rows.length === 0 ? (
            <EmptyState title={text.noSessions} hint={text.noSessionsHint} />
          ) : (
            <>
              <DataTable caption={text.sessions} columns={columns} rows={rows} rowId={({ _id }) => _id} />
              <p className={classes.foot}>
                <Link to="/sessions" search={listOfSessions()} className={classes.back}>
                  {next_cursor === undefined ? text.toList : text.allSessions}
                </Link>
              </p>
            </>
          )
        }
      </QueryView>
    </Panel>
  );
};
