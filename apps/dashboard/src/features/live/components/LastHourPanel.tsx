import { Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ChartPanel } from '../../../shared/charts/ChartPanel.js';
import type { Scope } from '../../../shared/filters/scope.js';
import { formatInstant } from '../../../shared/format/instant.js';
import { formatNumber } from '../../../shared/format/number.js';
import { messages } from '../../../shared/messages/messages.js';
import { EmptyState, LoadingState, QueryView } from '../../../shared/ui/states.js';
import { useLastHour } from '../api/last-hour.js';
import { type Minute, peakOf } from '../last-hour.js';
import { HourCurve } from './HourCurve.js';
import classes from './live.module.css';

const text = messages.live;

interface LastHourPanelProps {
  scope: Scope;
  /** Epoch seconds. */
  now: number;
}

/** The sessions in progress at each minute of the last hour. */
export const LastHourPanel = ({ scope, now }: LastHourPanelProps) => {
  const lastHour = useLastHour(scope, now);
  const peak = lastHour.data && peakOf(lastHour.data.minutes);
  return (
    <ChartPanel
      title={text.lastHour}
      controls={
        <span className={classes.peak}>
          {scope.view !== undefined && `${text.lastHourOnAnyView} `}
          {peak && (
            <Link
              to="/sessions"
              search={{
                range: undefined,
                from: peak.at,
                to: peak.at + 60,
                view: undefined,
                state: undefined,
              }}
              className={classes.link}
            >
              {text.peak(peak.sessions, formatInstant(peak.at, scope.tz, 'time'))}
            </Link>
          )}
        </span>
      }
    >
      {(asTable) => (
        <QueryView query={lastHour} loading={<LoadingState lines={3} />}>
          {({ minutes, tz }) =>
            peak === undefined ? (
              <EmptyState title={text.noneInHour} />
            ) : asTable ? (
              <MinuteTable minutes={minutes} tz={tz} />
            ) : (
              <HourCurve minutes={minutes} tz={tz} peak={peak.sessions} />
            )
          }
        </QueryView>
      )}
    </ChartPanel>
  );
};

const MinuteTable = ({ minutes, tz }: { minutes: readonly Minute[]; tz: string }) => (
  // A region that scrolls must be reachable by keyboard.
  <div className={classes.tableFrame} tabIndex={0} role="group" aria-label={text.lastHour}>
    <Table stickyHeader data-testid="minute-table">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text.minute}</Table.Th>
          <Table.Th scope="col" ta="right">
            {messages.statistics.sessions}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {minutes.map(({ at, sessions }) => (
          <Table.Tr key={at}>
            <Table.Th scope="row" fw={400}>
              {formatInstant(at, tz, 'time')}
            </Table.Th>
            <Table.Td ta="right">{formatNumber(sessions)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </div>
);
