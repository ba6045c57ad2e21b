import { Link } from '@tanstack/react-router';
import { ChartPanel } from '../../../shared/charts/ChartPanel.js';
import type { TableData } from '../../../shared/charts/table-data.js';
import type { Scope } from '../../../shared/filters/scope.js';
import { formatInstant } from '../../../shared/format/instant.js';
import { messages } from '../../../shared/messages/messages.js';
import { listOfSessions } from '../../../shared/statistics/lists.js';
import { EmptyState } from '../../../shared/ui/states.js';
import { useLastHour } from '../api/last-hour.js';
import { type Minute, peakOf } from '../last-hour.js';
import { HourCurve } from './HourCurve.js';
import classes from './live.module.css';

const text = messages.live;

/** The height of the curve with its axis, in pixels. */
const HEIGHT = 118;

interface LastHourPanelProps {
  scope: Scope;
  /** Epoch seconds. */
  now: number;
}

/**
 * A millisecond, in seconds. It is the length of the window of the link, because the sessions of a minute are counted
 * at the instant at which the minute begins.
 */
const MILLISECOND = 0.001;

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
              search={{ ...listOfSessions({ from: peak.at, to: peak.at + MILLISECOND }), view: undefined }}
              className={classes.link}
            >
              {text.peak(peak.sessions, formatInstant(peak.at, scope.tz, 'time'))}
            </Link>
          )}
        </span>
      }
      query={lastHour}
      height={HEIGHT}
      isPicture={false}
      empty={<EmptyState title={text.noneInHour} />}
    >
      {({ minutes, tz }) =>
        peak && {
          chart: <HourCurve minutes={minutes} tz={tz} peak={peak.sessions} />,
          table: minuteTable(minutes, tz),
        }
      }
    </ChartPanel>
  );
};

const minuteTable = (minutes: readonly Minute[], tz: string): TableData => ({
  rowsLabel: text.minute,
  rows: minutes.map(({ at }) => ({ label: formatInstant(at, tz, 'time') })),
  columns: [
    {
      key: 'sessions',
      label: messages.statistics.sessions,
      values: minutes.map(({ sessions }) => sessions),
    },
  ],
  unit: 'number',
});
