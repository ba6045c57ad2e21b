import { BUCKETS } from '@dwell/shared';
import { SegmentedControl } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ChartPanel } from '../../charts/ChartPanel.js';
import { ChartTable } from '../../charts/ChartTable.js';
import { Legend } from '../../charts/Legend.js';
import { StackedBars } from '../../charts/StackedBars.js';
import type { Scope } from '../../filters/scope.js';
import { formatWindow } from '../../format/window.js';
import { messages } from '../../messages/messages.js';
import { LoadingState, QueryView } from '../../ui/states.js';
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

/** A chart of time on page in each bucket, stacked by view. */
export const TimelinePanel = ({ scope }: { scope: Scope }) => {
  const { bucket: chosen } = useSearch({ from: '/shell' });
  const navigate = useNavigate();
  const bucket = chosen && fitsBucket(scope.window, chosen) ? chosen : defaultBucket(scope.window);
  const timeline = useTimeline(scope, bucket);
  return (
    <ChartPanel
      title={text.overTime}
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
      {(asTable) => (
        <QueryView query={timeline} loading={<LoadingState lines={1} height={288} />}>
          {(answer) => {
            const series = topSeries(answer);
            const buckets = bucketLabels(answer);
            if (series.length === 0) return <NoTime scope={scope} />;
            if (asTable) {
              return (
                <ChartTable
                  caption={text.overTime}
                  bucketsLabel={text.when}
                  buckets={buckets}
                  series={series}
                />
              );
            }
            return (
              <>
                <StackedBars
                  buckets={buckets}
                  series={series}
                  ticksIn={(width) => axisTicks(answer, buckets, width)}
                  label={text.overTimeLabel(formatWindow(answer.window, answer.tz))}
                />
                <Legend label={text.views} items={series} hatched={hatchedWords(buckets)} />
              </>
            );
          }}
        </QueryView>
      )}
    </ChartPanel>
  );
};
