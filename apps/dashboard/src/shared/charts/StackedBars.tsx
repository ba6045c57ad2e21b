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
import { formatDuration } from '../format/duration.js';
import { ChartTooltip } from './ChartTooltip.js';
import classes from './charts.module.css';
import { type Series, stackTotals } from './series.js';
import { durationTicks } from './ticks.js';

/** A slot of the chart's horizontal axis. */
export interface Slot {
  /** Short, for the axis. */
  readonly label: string;
  /** In full, for the tooltip and the table. */
  readonly title: string;
}

interface StackedBarsProps {
  slots: readonly Slot[];
  series: readonly Series[];
  /** What the chart shows, for those who can't see it. */
  label: string;
  height?: number;
}

const MIN_LABEL_GAP = 24;

/** Durations in slots, stacked by series. Nothing moves: what is drawn is what was answered. */
export const StackedBars = ({ slots, series, label, height = 280 }: StackedBarsProps) => {
  const ticks = durationTicks(Math.max(0, ...stackTotals(series, slots.length)));
  const rows = slots.map((_, slot) => ({ slot }));
  return (
    <div role="img" aria-label={label} className={classes.chart} data-testid="chart">
      <ResponsiveContainer width="100%" height={height}>
        <BarChart
          data={rows}
          accessibilityLayer={false}
          barCategoryGap="18%"
          maxBarSize={56}
          margin={CHART_MARGIN}
        >
          <CartesianGrid vertical={false} stroke="var(--hairline)" />
          <XAxis
            dataKey="slot"
            tickFormatter={(slot: number) => slots[slot]?.label ?? ''}
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
            content={({ active, label: slot }) =>
              active && typeof slot === 'number' ? (
                <ChartTooltip title={slots[slot]?.title ?? ''} series={series} slot={slot} />
              ) : null
            }
          />
          {series.map(({ key, label: name, color, values }) => (
            <Bar
              key={key}
              name={name}
              dataKey={({ slot }: { slot: number }) => values[slot] ?? 0}
              stackId="stack"
              fill={color}
              isAnimationActive={false}
              shape={({ x, y, width, height: barHeight, index }) => (
                <Rectangle
                  x={x}
                  y={y}
                  width={width}
                  height={barHeight}
                  fill={color}
                  data-testid="bar"
                  data-series={name}
                  data-slot={index}
                  data-seconds={values[index] ?? 0}
                />
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
