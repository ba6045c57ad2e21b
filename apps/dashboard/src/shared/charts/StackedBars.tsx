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
import { useId } from 'react';
import { formatDuration } from '../format/duration.js';
import { ChartTooltip } from './ChartTooltip.js';
import classes from './charts.module.css';
import { type BucketLabel, type Series, stackTotals } from './series.js';
import { fillOf, hatchFill, Textures } from './Textures.js';
import { durationTicks } from './ticks.js';

interface StackedBarsProps {
  buckets: readonly BucketLabel[];
  series: readonly Series[];
  /** Describes the chart to screen readers. */
  label: string;
  height?: number;
}

const MIN_LABEL_GAP = 24;

/** From this height on, in pixels, a line separates a bar from the bars below and above it. */
const SEPARATED_FROM = 4;

/**
 * Bars of durations, one for each bucket, stacked by series. The bars of partial buckets are hatched. Not animated, so
 * that their lengths are right from the first frame.
 */
export const StackedBars = ({ buckets, series, label, height = 280 }: StackedBarsProps) => {
  const textures = useId();
  const ticks = durationTicks(Math.max(0, ...stackTotals(series, buckets.length)));
  const rows = buckets.map((_, bucket) => ({ bucket }));
  return (
    <div role="img" aria-label={label} className={classes.chart} data-testid="chart">
      <ResponsiveContainer width="100%" height={height}>
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
            tickFormatter={(bucket: number) => buckets[bucket]?.short ?? ''}
            tickLine={false}
            axisLine={{ stroke: 'var(--mantine-color-default-border)' }}
            tickMargin={8}
            minTickGap={MIN_LABEL_GAP}
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
                    stroke={barHeight >= SEPARATED_FROM ? 'var(--surface)' : 'none'}
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
  );
};

const AXIS_TEXT = { fill: 'var(--mantine-color-dimmed)', fontSize: 12 };

const CHART_MARGIN = { top: 8, right: 8, bottom: 0, left: 0 };
