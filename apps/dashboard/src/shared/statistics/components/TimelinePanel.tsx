import { BUCKETS } from '@dwell/shared';
import { SegmentedControl } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ChartPanel } from '../../charts/ChartPanel.js';
import { stackTable } from '../../charts/series.js';
import { StackedBars } from '../../charts/StackedBars.js';
import type { Scope } from '../../filters/scope.js';
import { formatWindow } from '../../format/window.js';
import { messages } from '../../messages/messages.js';
import { useTimeline } from '../api/timeline.js';
import {
  axisTicks,
  bucketLabels,
  defaultBucket,
  fitsBucket,
  hatchedWords,
  topSeries,
} from '../timeline-chart.js';
import { NoTime } from './NoTime.js';

const text = messages.statistics;

const HEIGHT = 280;

/** A chart of time on page in each bucket, stacked by view. */
export const TimelinePanel = ({ scope }: { scope: Scope }) => {
  const { bucket: chosen } = useSearch({ from: '/shell' });
  const navigate = useNavigate();
  const bucket = chosen && fitsBucket(scope.window, chosen) ? chosen : defaultBucket(scope.window);
  const timeline = useTimeline(scope, bucket);
  return (
    <ChartPanel
      title={text.overTime}
      query={timeline}
      height={HEIGHT}
      empty={<NoTime scope={scope} />}
      controls={
        <SegmentedControl
          size="xs"
          aria-label={text.bucket}
          value={bucket}
          data={BUCKETS.map((value) => ({
            value,
            label: text.buckets[value],
            disabled: !fitsBucket(scope.window, value),
          }))}
          onChange={(value) => void navigate({ to: '.', search: (before) => ({ ...before, bucket: value }) })}
        />
      }
    >
      {(answer) => {
        const series = topSeries(answer);
        if (series.length === 0) return undefined;
        const buckets = bucketLabels(answer);
        return {
          chart: (
            <StackedBars
              buckets={buckets}
              series={series}
              ticksIn={(width) => axisTicks(answer, buckets, width)}
              label={text.overTimeLabel(formatWindow(answer.window, answer.tz))}
              height={HEIGHT}
            />
          ),
          legend: { label: text.views, items: series, hatched: hatchedWords(buckets) },
          table: stackTable(buckets, series, text.when),
        };
      }}
    </ChartPanel>
  );
};
