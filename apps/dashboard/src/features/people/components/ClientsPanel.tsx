import { Text } from '@mantine/core';
import { useMemo } from 'react';
import type { Scope } from '../../../shared/filters/scope.js';
import { formatNumber } from '../../../shared/format/number.js';
import { messages } from '../../../shared/messages/messages.js';
import { ActivityBadge } from '../../../shared/ui/ActivityBadge.js';
import { DataTable } from '../../../shared/ui/DataTable.js';
import { Name } from '../../../shared/ui/Name.js';
import { Panel } from '../../../shared/ui/Panel.js';
import { EmptyState, QueryView } from '../../../shared/ui/states.js';
import { columnsFor } from '../../../shared/ui/table-features.js';
import { Instant } from '../../../shared/ui/times.js';
import { SESSIONS_OF_CLIENTS, usePersonSessions } from '../api/person-sessions.js';
import { clientsOf, type ClientSessions } from '../clients.js';

const text = messages.person;

const helper = columnsFor<ClientSessions>();

const clientColumns = (tz: string) =>
  helper.columns([
    helper.accessor('client', {
      header: text.client,
      cell: ({ getValue }) => (getValue() === '' ? '–' : <Name name={getValue()} />),
    }),
    helper.accessor('sessions', {
      header: text.sessionCount,
      meta: { align: 'right' },
      cell: ({ getValue }) => formatNumber(getValue()),
    }),
    helper.accessor('firstStart', {
      header: text.firstStart,
      meta: { wideOnly: true },
      cell: ({ getValue }) => <Instant at={getValue()} tz={tz} />,
    }),
    helper.accessor('lastPing', {
      header: text.lastPing,
      cell: ({ getValue }) => <Instant at={getValue()} tz={tz} />,
    }),
    helper.accessor('active', {
      header: text.state,
      meta: { align: 'right' },
      cell: ({ getValue }) => <ActivityBadge active={getValue()} short />,
    }),
  ]);

/**
 * The clients, such as a browser on a laptop, of the person's newest {@link SESSIONS_OF_CLIENTS} sessions in the
 * window.
 */
export const ClientsPanel = ({ scope }: { scope: Scope }) => {
  const sessions = usePersonSessions(scope, SESSIONS_OF_CLIENTS);
  const columns = useMemo(() => clientColumns(scope.tz), [scope.tz]);
  const clients = useMemo(() => clientsOf(sessions.data?.sessions ?? []), [sessions.data]);
  return (
    <Panel title={text.clients}>
      <QueryView query={sessions}>
        {({ sessions: newest, next_cursor }) =>
          newest.length === 0 ? (
            <EmptyState title={text.noSessions} hint={text.noSessionsHint} />
          ) : (
            <>
              <DataTable
                caption={text.clients}
                columns={columns}
                rows={clients}
                rowId={({ client }) => client}
              />
              {next_cursor !== undefined && (
                <Text size="sm" c="dimmed" px={18} py="xs">
                  {text.ofNewest(newest.length)}
                </Text>
              )}
            </>
          )
        }
      </QueryView>
    </Panel>
  );
};
