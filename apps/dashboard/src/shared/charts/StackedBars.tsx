import {
  Bar,
  BarChart,
  CartesianGrid,
  Rectangle,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useMediaQuery } from '@mantine/hooks';
import { useId, useState } from 'react';
import { formatDuration } from '../format/duration.js';
import { ChartTooltip } from './ChartTooltip.js';
import classes from './charts.module.css';
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
  height?: number;
}

/** About the width that the labels of the vertical axis take, in pixels. */
const AXIS_PX = 60;

/** On screens this narrow, a tooltip would cover the bars, so it is shown below the chart. */
const NARROW = '(max-width: 640px)';

/** From this size on, in pixels, a line separates a bar from the bars below and above it. It would hide smaller bars. */
const SEPARATED_FROM = { width: 8, height: 4 };

/**
 * Bars of durations, one for each bucket, stacked by series. The bars of partial buckets are hatched. Not animated, so
 * that their lengths are right from the first frame.
 */
export const StackedBars = ({ buckets, series, ticksIn, label, height = 280 }: StackedBarsProps) => {
  const textures = useId();
  const narrow = useMediaQuery(NARROW);
  const [width, setWidth] = useState(0);
  const [dock, setDock] = useState<HTMLElement | null>(null);
  const ticks = durationTicks(Math.max(0, ...stackTotals(series, buckets.length)));
  const axis = ticksIn(Math.max(0, width - AXIS_PX));
  const rows = buckets.map((_, bucket) => ({ bucket }));
  return (
    <>
      <div role="img" aria-label={label} className={classes.chart} data-testid="chart">
        <ResponsiveContainer width="100%" height={height} onResize={setWidth}>
          <BarChart
            // Recharts keeps the order in which it first saw the series, so another order needs another chart.
            key={series.map(({ key }) => key).join('\n')}
            data={rows}
            accessibilityLayer={false}
            barCategoryGap="18%"
            maxBarSize={56}
            margin={CHART_MARGIN}
          >
            <Textures prefix={textures} looks={series} />
            <CartesianGrid vertical={false} stroke="var(--hairline)" />
            <XAxis
              dataKey="bucket"
              ticks={axis.map(({ bucket }) => bucket)}
              interval={0}
              tickFormatter={(bucket: number) => axis.find((tick) => tick.bucket === bucket)?.label ?? ''}
              tickLine={false}
              axisLine={{ stroke: 'var(--mantine-color-default-border)' }}
              tickMargin={8}
              tick={AXIS_TEXT}
            />
            <YAxis
              ticks={ticks}
              domain={[0, ticks.at(-1) ?? 0]}
              tickFormatter={(seconds: number) => (seconds === 0 ? '0' : formatDuration(seconds))}
              width="auto"
              tickLine={false}
              axisLine={false}
              tick={AXIS_TEXT}
            />
            <Tooltip
              isAnimationActive={false}
              portal={narrow && dock ? dock : undefined}
              cursor={{ fill: 'var(--surface-sunken)' }}
              content={({ active, label: bucket }) =>
                active && typeof bucket === 'number' ? (
                  <ChartTooltip
                    title={buckets[bucket]?.full ?? ''}
                    partial={buckets[bucket]?.partial}
                    series={series}
                    bucket={bucket}
                  />
                ) : null
              }
            />
            {series.map(({ key, label: name, color, texture, values }) => (
              <Bar
                key={key}
                name={name}
                dataKey={({ bucket }: { bucket: number }) => values[bucket] ?? 0}
                stackId="stack"
                fill={color}
                isAnimationActive={false}
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
          </BarChart>
        </ResponsiveContainer>
      </div>
      <div ref={setDock} className={classes.dock} data-testid="tooltip-dock" />
    </>
  );
};

const AXIS_TEXT = { fill: 'var(--mantine-color-dimmed)', fontSize: 12 };

const CHART_MARGIN = { top: 8, right: 8, bottom: 0, left: 0 };
