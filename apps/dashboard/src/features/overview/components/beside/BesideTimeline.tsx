import { useSearch } from '@tanstack/react-router';
import { ChartPanel } from '../../../../shared/charts/ChartPanel.js';
import { Curves } from '../../../../shared/charts/Curves.js';
import { durationTicks } from '../../../../shared/charts/ticks.js';
import { formatDuration } from '../../../../shared/format/duration.js';
import { formatWindow } from '../../../../shared/format/window.js';
import { messages } from '../../../../shared/messages/messages.js';
import { NoTime } from '../../../../shared/statistics/components/NoTime.js';
import {
  axisTicks,
  bucketLabels,
  defaultBucket,
  fitsBucket,
} from '../../../../shared/statistics/timeline-chart.js';
import { useTimelines } from '../../api/beside.js';
import { timesInBuckets } from '../../beside-figures.js';
import { plainSide, type SidesProps } from '../../beside-sides.js';

const text = { ...messages.statistics, ...messages.beside };

const HEIGHT = 240;

/** The time of both sides in each bucket, as two lines in one scale. */
export const BesideTimeline = ({ sides, divisors, perUser }: SidesProps) => {
  const [first, second] = sides;
  const { window } = first.scope;
  const { bucket: chosen } = useSearch({ from: '/shell' });
  const bucket = chosen && fitsBucket(window, chosen) ? chosen : defaultBucket(window);
  return (
    <ChartPanel
      title={perUser ? text.perUserOf(text.overTime) : text.overTime}
      query={useTimelines(sides, bucket)}
      height={HEIGHT}
      empty={<NoTime scope={first.scope} />}
    >
      {([one, other]) => {
        const buckets = bucketLabels(one);
        const curves = [
          { ...first, label: plainSide(first), values: timesInBuckets(one, divisors.first) },
          { ...second, label: plainSide(second), values: timesInBuckets(other, divisors.second) },
        ];
        const longest = Math.max(0, ...curves.flatMap(({ values }) => values));
        if (longest === 0) return undefined;
        return {
          chart: (
            <Curves
              label={text.overTimeOf(plainSide(first), plainSide(second), formatWindow(one.window, one.tz))}
              buckets={buckets}
              curves={curves}
              ticks={durationTicks(longest)}
              format={formatDuration}
              ticksIn={(width) => axisTicks(one, buckets, width)}
              height={HEIGHT}
            />
          ),
          legend: { label: text.sides, items: curves },
          window: one.window,
          table: {
            rowsLabel: text.when,
            rows: buckets.map(({ full, partial }) => ({ label: full, note: partial })),
            columns: curves,
            unit: 'seconds',
          },
        };
      }}
    </ChartPanel>
  );
};
