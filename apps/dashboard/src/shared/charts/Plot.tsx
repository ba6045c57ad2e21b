import { useMediaQuery } from '@mantine/hooks';
import { type ReactNode, useRef, useState } from 'react';
import {
  CartesianGrid,
  ComposedChart,
  type MouseHandlerDataParam,
  ReferenceArea,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import classes from './charts.module.css';
import type { BucketTick } from './ticks.js';

interface PlotProps {
  /** Describes the chart to screen readers. */
  label: string;
  /** How many buckets the horizontal axis has. */
  buckets: number;
  /** Returns the ticks below the buckets when the buckets together are `width` pixels wide. */
  ticksIn: (width: number) => readonly BucketTick[];
  /** The ticks of the vertical axis, which ends at the last. */
  ticks: readonly number[];
  formatTick: (value: number) => string;
  height: number;
  /** Returns the content of the tooltip that is shown while the user points at a bucket. */
  tooltip: (bucket: number) => ReactNode;
  /**
   * Called when the user drags the mouse over several buckets, with the first and the last of them. The same must be
   * possible without a mouse, outside the chart.
   */
  onSelect?: ((first: number, last: number) => void) | undefined;
  /**
   * Changes with the order of the shapes. The chart is then created anew, because Recharts would keep the old order.
   */
  orderKey?: string;
  /** Shapes of Recharts. Each row of their data is a {@link PlotRow}. */
  children: ReactNode;
}

/** One row of the data, which Recharts passes to the `dataKey` of a shape: the index of a bucket. */
export interface PlotRow {
  readonly bucket: number;
}

/** The approximate width of the labels of the vertical axis, in pixels. */
const AXIS_PX = 60;

/** On screens this narrow, a tooltip would cover the shapes, so it is shown below the chart. */
const NARROW = '(max-width: 640px)';

/** The frame of a chart over time: the axes, the grid and the tooltip. */
export const Plot = ({
  label,
  buckets,
  ticksIn,
  ticks,
  formatTick,
  height,
  tooltip,
  onSelect,
  orderKey,
  children,
}: PlotProps) => {
  // The buckets where the mouse button went down and where the mouse is now. Not a state: a render between down and up
  // could replace a bar, which would then get no click.
  const pressed = useRef<{ start: number; end: number }>(undefined);
  const [drag, setDrag] = useState<Drag>();
  const narrow = useMediaQuery(NARROW);
  const [width, setWidth] = useState(0);
  const [dock, setDock] = useState<HTMLElement | null>(null);
  const endDrag = (): void => {
    pressed.current = undefined;
    setDrag(undefined);
  };
  const axis = ticksIn(Math.max(0, width - AXIS_PX));
  return (
    <>
      <div role="img" aria-label={label} className={classes.chart} data-testid="chart">
        <ResponsiveContainer width="100%" height={height} onResize={setWidth}>
          <ComposedChart
            key={orderKey}
            data={Array.from({ length: buckets }, (_, bucket): PlotRow => ({ bucket }))}
            accessibilityLayer={false}
            barCategoryGap="18%"
            maxBarSize={56}
            margin={MARGIN}
            {...(onSelect && {
              onMouseDown: (at: MouseHandlerDataParam) => {
                const bucket = bucketAt(at);
                pressed.current = bucket === undefined ? undefined : { start: bucket, end: bucket };
              },
              onMouseMove: (at: MouseHandlerDataParam) => {
                const end = bucketAt(at);
                if (!pressed.current || end === undefined || end === pressed.current.end) return;
                pressed.current = { ...pressed.current, end };
                setDrag(rangeOf(pressed.current));
              },
              onMouseLeave: endDrag,
              onMouseUp: () => {
                const range = pressed.current && rangeOf(pressed.current);
                endDrag();
                if (range && range.first !== range.last) onSelect(range.first, range.last);
              },
            })}
          >
            <CartesianGrid vertical={false} stroke="var(--hairline)" />
            <XAxis
              dataKey="bucket"
              scale="band"
              ticks={axis.map(({ bucket }) => bucket)}
              interval={0}
              tickFormatter={(bucket: number) => axis.find((tick) => tick.bucket === bucket)?.label ?? ''}
              tickLine={false}
              axisLine={{ stroke: 'var(--mantine-color-default-border)' }}
              tickMargin={8}
              tick={AXIS_TEXT}
            />
            <YAxis
              ticks={[...ticks]}
              domain={[0, ticks.at(-1) ?? 0]}
              tickFormatter={(value: number) => (value === 0 ? '0' : formatTick(value))}
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
                active && typeof bucket === 'number' ? tooltip(bucket) : null
              }
            />
            {children}
            {drag && drag.first !== drag.last && (
              <ReferenceArea
                x1={drag.first}
                x2={drag.last}
                fill="var(--mantine-color-text)"
                fillOpacity={0.12}
              />
            )}
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <div ref={setDock} className={classes.dock} data-testid="tooltip-dock" />
    </>
  );
};

/** The buckets over which the mouse is dragged. */
interface Drag {
  readonly first: number;
  readonly last: number;
}

const rangeOf = ({ start, end }: { start: number; end: number }): Drag => ({
  first: Math.min(start, end),
  last: Math.max(start, end),
});

const bucketAt = ({ activeLabel }: MouseHandlerDataParam): number | undefined =>
  activeLabel === undefined ? undefined : Number(activeLabel);

const AXIS_TEXT = { fill: 'var(--mantine-color-dimmed)', fontSize: 12 };

const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 };
