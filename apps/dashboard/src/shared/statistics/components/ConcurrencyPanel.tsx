import { type ConcurrencyAnswer, MAX_FINE_WINDOW_SECONDS } from '@dwell/shared';
import { Link, useNavigate } from '@tanstack/react-router';
import { ChartPanel } from '../../charts/ChartPanel.js';
import { Curves } from '../../charts/Curves.js';
import { numberTicks } from '../../charts/ticks.js';
import type { Scope } from '../../filters/scope.js';
import { formatAverage } from '../../format/number.js';
import { formatWindow } from '../../format/window.js';
import { messages } from '../../messages/messages.js';
import { Panel } from '../../ui/Panel.js';
import { EmptyState } from '../../ui/states.js';
import { useConcurrency } from '../api/concurrency.js';
import { concurrencyCurves, concurrencyTable, curveBucket, type Peak, peakOf } from '../concurrency-chart.js';
import { listOfPeople, listOfSessions } from '../lists.js';
import { axisTicks, bucketLabels } from '../timeline-chart.js';
import { NoTime } from './NoTime.js';
import classes from './statistics.module.css';

const text = messages.concurrency;

const HEIGHT = 176;

/** How many sessions were in progress at the same time; with a view filter, how many people were on the view. */
export const ConcurrencyPanel = ({ scope }: { scope: Scope }) => {
  const { view, window } = scope;
  const title = view === undefined ? text.sessions : text.people;
  if (view === undefined || window.to - window.from <= MAX_FINE_WINDOW_SECONDS) {
    return <Concurrency scope={scope} title={title} />;
  }
  return (
    <Panel title={title}>
      <EmptyState title={messages.heatmap.tooLong} hint={messages.heatmap.tooLongHint} />
    </Panel>
  );
};

const Concurrency = ({ scope, title }: { scope: Scope; title: string }) => {
  const navigate = useNavigate();
  const bucket = curveBucket(scope.window, scope.view !== undefined);
  return (
    <ChartPanel
      title={title}
      query={useConcurrency(scope, bucket)}
      height={HEIGHT}
      empty={<NoTime scope={scope} />}
    >
      {(answer) => {
        const peak = peakOf(answer);
        if (!peak) return undefined;
        const buckets = bucketLabels({ ...answer, buckets: answer.points });
        const curves = concurrencyCurves(answer);
        const list = listOfPeak(answer, peak);
        return {
          note: <PeakNote peak={peak} list={list} />,
          chart: (
            <Curves
              label={text.label(title, formatWindow(answer.window, answer.tz), peak.value, peak.when)}
              buckets={buckets}
              curves={curves}
              marker={{
                ...peak.marker,
                onClick: () => void navigate(list),
              }}
              ticks={numberTicks(answer.peak?.value ?? 0)}
              format={formatAverage}
              ticksIn={(width) => axisTicks({ ...answer, buckets: answer.points }, buckets, width)}
              height={HEIGHT}
            />
          ),
          legend: { label: title, items: curves },
          window: answer.window,
          table: concurrencyTable(answer, buckets),
        };
      }}
    </ChartPanel>
  );
};

/** Returns the link to the list of the peak: its sessions in progress, or the people who were on the view. */
const listOfPeak = ({ measure }: ConcurrencyAnswer, { window }: Peak) =>
  measure === 'sessions'
    ? ({ to: '/sessions', search: listOfSessions(window) } as const)
    : ({ to: '/people', search: listOfPeople(window) } as const);

interface PeakNoteProps {
  peak: Peak;
  list: ReturnType<typeof listOfPeak>;
}

/** Says when the peak was, and links to the list of those who were there. */
const PeakNote = ({ peak: { value, when }, list }: PeakNoteProps) => (
  <span data-testid="peak">
    {text.peak(value, when)}{' '}
    <Link {...list} className={classes.noteLink}>
      {text.who}
    </Link>
  </span>
);
