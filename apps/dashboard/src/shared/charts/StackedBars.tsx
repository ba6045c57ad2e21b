import { type MouseEvent, useId } from 'react';
import { Bar, Line, Rectangle, ReferenceLine } from 'recharts';
import { formatDuration } from '../format/duration.js';
import { ChartTooltip } from './ChartTooltip.js';
import { Plot, type PlotRow } from './Plot.js';
import { type BucketLabel, type Series, stackTotals } from './series.js';
import { fillOf, hatchFill, Textures } from './Textures.js';
import { type BucketTick, durationTicks } from './ticks.js';

interface StackedBarsProps {
  buckets: readonly BucketLabel[];
  series: readonly Series[];
  /** Returns the ticks below the bars when the bars together are `width` pixels wide. */
  ticksIn: (width: number) => readonly BucketTick[];
  /** Describes the chart to screen readers. */
  label: string;
  height: number;
  /** The time on page in the compared window, drawn as a line over the bars. */
  before?: BeforeLine | undefined;
  /** Called with the key of a series when the user clicks on one of its bars. */
  onPick?: (key: string) => void;
  onSelect?: ((first: number, last: number) => void) | undefined;
}

/** The figures of the compared window. */
export interface BeforeLine {
  readonly label: string;
  /** Seconds for each bucket; null where the compared window has no such bucket. */
  readonly values: readonly (number | null)[];
}

/**
 * From this size on, in pixels, a line separates a bar from the bars below and above it. It would hide smaller bars.
 */
const SEPARATED_FROM = { width: 8, height: 4 };

/**
 * Bars of durations, one for each bucket, stacked by series. The bars of partial buckets are hatched. Not animated, so
 * that their lengths are right from the first frame.
 */
export const StackedBars = ({
  buckets,
  series,
  ticksIn,
  label,
  height,
  before,
  onPick,
  onSelect,
}: StackedBarsProps) => {
  const textures = useId();
  const totals = stackTotals(series, buckets.length);
  return (
    <Plot
      label={label}
      buckets={buckets.length}
      ticksIn={ticksIn}
      ticks={durationTicks(Math.max(0, ...totals, ...(before?.values ?? []).map((value) => value ?? 0)))}
      formatTick={formatDuration}
      height={height}
      onSelect={onSelect}
      orderKey={series.map(({ key }) => key).join('\n')}
      tooltip={(bucket) => (
        <ChartTooltip
          title={buckets[bucket]?.full ?? ''}
          note={buckets[bucket]?.partial}
          total={formatDuration(totals[bucket] ?? 0)}
          notes={buckets[bucket]?.notes}
          rows={series
            .filter(({ values }) => (values[bucket] ?? 0) > 0)
            .map((one) => ({ ...one, value: formatDuration(one.values[bucket] ?? 0) }))}
          below={timeBefore(before, bucket)}
        />
      )}
    >
      <Textures prefix={textures} looks={series} />
      {series.map(({ key, label: name, color, texture, values }) => (
        <Bar
          key={key}
          name={name}
          dataKey={({ bucket }: PlotRow) => values[bucket] ?? 0}
          stackId="stack"
          fill={color}
          isAnimationActive={false}
          {...(onPick && {
            onClick: (_bar: unknown, _index: number, { nativeEvent }: MouseEvent) => {
              if (!isTouch(nativeEvent)) onPick(key);
            },
            cursor: 'pointer',
          })}
          shape={({ x, y, width, height: barHeight, index }) => (
            <>
              <Rectangle
                x={x}
                y={y}
                width={width}
                height={barHeight}
                fill={fillOf(textures, { color, texture })}
                stroke={
                  width >= SEPARATED_FROM.width && barHeight >= SEPARATED_FROM.height
                    ? 'var(--surface)'
                    : 'none'
                }
                data-testid="bar"
                data-series={name}
                data-color={color}
                data-bucket={index}
                data-seconds={values[index] ?? 0}
                data-partial={buckets[index]?.partial}
              />
              {buckets[index]?.partial !== undefined && (
                <Rectangle
                  x={x}
                  y={y}
                  width={width}
                  height={barHeight}
                  fill={hatchFill(textures)}
                  data-testid="hatch"
                />
              )}
            </>
          )}
        />
      ))}
      {before && (
        <Line
          name={before.label}
          dataKey={({ bucket }: PlotRow) => before.values[bucket] ?? null}
          type="linear"
          stroke="var(--mantine-color-text)"
          strokeWidth={1.5}
          strokeDasharray="4 3"
          dot={before.values.length === 1}
          activeDot={false}
          // A click goes to the bar below the line.
          style={{ pointerEvents: 'none' }}
          isAnimationActive={false}
        />
      )}
      {buckets.map(
        ({ notes }, bucket) =>
          notes && (
            <ReferenceLine
              key={`note ${String(bucket)}`}
              x={bucket}
              stroke="var(--mantine-color-text)"
              strokeDasharray="2 3"
              // A click goes to the bar below the line.
              pointerEvents="none"
              label={({ viewBox }) => <NoteFlag {...viewBox} count={notes.length} />}
            />
          ),
      )}
    </Plot>
  );
};

interface NoteFlagProps {
  /** Where the line of the bucket is, in pixels. */
  x?: number;
  y?: number;
  /** How many annotations the bucket has. */
  count: number;
}

/** A flag at the top of the line of a bucket with annotations. */
const NoteFlag = ({ x = 0, y = 0, count }: NoteFlagProps) => (
  <path
    d={`M${String(x)} ${String(y)} l10 4 l-10 4 z`}
    fill="var(--mantine-color-text)"
    pointerEvents="none"
    data-testid="note-flag"
    data-notes={count}
  />
);

/** Returns the compared time of a bucket for its tooltip; undefined if the bucket is compared with none. */
const timeBefore = (before: BeforeLine | undefined, bucket: number) => {
  const seconds = before?.values[bucket] ?? null;
  return before && seconds !== null ? { label: before.label, value: formatDuration(seconds) } : undefined;
};

/**
 * Returns whether a click is a tap on a touch screen. A tap only shows the figures of a bar, as pointing does with a
 * mouse.
 */
const isTouch = (event: object): boolean => 'pointerType' in event && event.pointerType === 'touch';
