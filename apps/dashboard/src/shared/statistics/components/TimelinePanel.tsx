import { type Bucket, BUCKETS } from '@dwell/shared';
import { SegmentedControl } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ChartPanel } from '../../charts/ChartPanel.js';
import { Curves } from '../../charts/Curves.js';
import { type BucketLabel, type Series, stackTable } from '../../charts/series.js';
import { SmallMultiples } from '../../charts/SmallMultiples.js';
import { type BeforeLine, StackedBars } from '../../charts/StackedBars.js';
import { type BucketTick, durationTicks } from '../../charts/ticks.js';
import type { Scope } from '../../filters/scope.js';
import { useFilters } from '../../filters/use-filters.js';
import { formatDuration } from '../../format/duration.js';
import { formatWindow } from '../../format/window.js';
import { messages } from '../../messages/messages.js';
import { Name } from '../../ui/Name.js';
import { withAnnotations } from '../annotation-marks.js';
import { useAnnotations } from '../api/annotations.js';
import { useTimeline } from '../api/timeline.js';
import { TIMELINE_SHAPES, type TimelineShape } from '../timeline-search.js';
import {
  axisTicks,
  beforeLine,
  bucketLabels,
  defaultBucket,
  fitsBucket,
  hatchedWords,
  topSeries,
  viewKey,
} from '../timeline-chart.js';
import { Annotations } from './Annotations.js';
import { NoTime } from './NoTime.js';
import classes from './statistics.module.css';

const text = messages.statistics;

const HEIGHT = 280;

/**
 * Time on page in each bucket by view: as stacks, lines or small charts. A click on a bar of a view, or on the name of
 * a view in the legend, filters by this view. Dragging the mouse over buckets makes them the window, as the window
 * picker does. The stacks mark the buckets with annotations, and every shape lists the annotations of the window below.
 */
export const TimelinePanel = ({ scope }: { scope: Scope }) => {
  const { bucket: chosen, shape = 'stacks' } = useSearch({ from: '/shell' });
  const [, change] = useFilters();
  const navigate = useNavigate();
  const bucket = chosen && fitsBucket(scope.window, chosen) ? chosen : defaultBucket(scope.window);
  const timeline = useTimeline(scope, bucket);
  const setSearch = (search: { bucket: Bucket } | { shape: TimelineShape }): void =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...search }) });
  const annotations = useAnnotations(scope);
  return (
    <ChartPanel
      title={text.overTime}
      query={timeline}
      height={HEIGHT}
      empty={<NoTime scope={scope} />}
      isPicture={shape !== 'multiples'}
      controls={
        <>
          <SegmentedControl
            size="xs"
            aria-label={text.shape}
            value={shape}
            data={TIMELINE_SHAPES.map((value) => ({ value, label: text.shapes[value] }))}
            onChange={(value) => setSearch({ shape: value })}
          />
          <SegmentedControl
            size="xs"
            aria-label={text.bucket}
            value={bucket}
            data={BUCKETS.map((value) => ({
              value,
              label: text.buckets[value],
              disabled: !fitsBucket(scope.window, value),
            }))}
            onChange={(value) => setSearch({ bucket: value })}
          />
        </>
      }
    >
      {(answer) => {
        const series = topSeries(answer);
        if (series.length === 0) return undefined;
        const buckets = withAnnotations(
          bucketLabels(answer),
          answer.buckets,
          annotations.data?.annotations ?? [],
        );
        const window = formatWindow(answer.window, answer.tz);
        const views = new Map(answer.series.map(({ view }) => [viewKey(view), view]));
        const before = beforeLine(answer);
        const plot = {
          buckets,
          series,
          ticksIn: (width: number) => axisTicks(answer, buckets, width),
          onSelect: (first: number, last: number) =>
            change({ range: undefined, from: answer.buckets[first]?.from, to: answer.buckets[last]?.to }),
        };
        return {
          chart: drawShape(shape, {
            ...plot,
            window,
            before,
            onPick: (key) => {
              const view = views.get(key);
              if (view !== undefined) change({ view });
            },
          }),
          window: answer.window,
          legend: {
            label: text.views,
            items: series.map((one) => {
              const view = views.get(one.key);
              return view === undefined ? one : { ...one, link: <ViewLink view={view} /> };
            }),
            hatched: shape === 'stacks' ? hatchedWords(buckets) : '',
            dashed: shape === 'stacks' ? before?.label : undefined,
          },
          table: stackTable(buckets, series, text.when),
          below: <Annotations scope={scope} answer={annotations.data} failed={annotations.isError} />,
        };
      }}
    </ChartPanel>
  );
};

interface TimelineDrawing {
  buckets: readonly BucketLabel[];
  series: readonly Series[];
  ticksIn: (width: number) => readonly BucketTick[];
  onSelect: (first: number, last: number) => void;
  /** The window in words. */
  window: string;
  before: BeforeLine | undefined;
  onPick: (key: string) => void;
}

const drawShape = (shape: TimelineShape, { window, before, onPick, ...plot }: TimelineDrawing): ReactNode => {
  switch (shape) {
    case 'stacks':
      return (
        <StackedBars
          {...plot}
          before={before}
          onPick={onPick}
          label={text.overTimeLabel(window)}
          height={HEIGHT}
        />
      );
    case 'lines':
      return (
        <Curves
          {...plot}
          curves={plot.series}
          ticks={durationTicks(Math.max(0, ...plot.series.flatMap(({ values }) => values)))}
          format={formatDuration}
          label={text.linesLabel(window)}
          height={HEIGHT}
        />
      );
    case 'multiples':
      return <SmallMultiples {...plot} labelOf={(name) => text.overTimeOf(name, window)} />;
  }
};

/** Filters by a view of the legend. */
const ViewLink = ({ view }: { view: string }) => (
  <Link to="." search={(before) => ({ ...before, view })} className={classes.legendLink}>
    <Name name={view} />
  </Link>
);
