import { Area, Line, ReferenceDot } from 'recharts';
import { ChartTooltip } from './ChartTooltip.js';
import classes from './charts.module.css';
import { Plot, type PlotRow } from './Plot.js';
import type { BucketLabel } from './series.js';
import type { BucketTick } from './ticks.js';
import type { Look, Texture } from './view-colors.js';

/** A number in each bucket, drawn as a line. */
export interface Curve extends Look {
  readonly key: string;
  readonly label: string;
  /** null where there is no number yet. */
  readonly values: readonly (number | null)[];
  /** Fills the area below the line. */
  readonly area?: boolean;
}

/** A marked point of a curve. */
export interface Marker {
  readonly bucket: number;
  readonly value: number;
  readonly label: string;
  /** Called when the user clicks on the point. The same must be possible without a mouse, outside the chart. */
  readonly onClick?: () => void;
}

interface CurvesProps {
  buckets: readonly BucketLabel[];
  curves: readonly Curve[];
  marker?: Marker | undefined;
  /** Returns the ticks below the curves when the buckets together are `width` pixels wide. */
  ticksIn: (width: number) => readonly BucketTick[];
  /** The ticks of the vertical axis, which ends at the last. */
  ticks: readonly number[];
  format: (value: number) => string;
  /** Describes the chart to screen readers. */
  label: string;
  height: number;
  onSelect?: ((first: number, last: number) => void) | undefined;
}

/** How a line is dashed, so that two lines of one colour can be told apart. */
const DASHES: Readonly<Record<Texture, string>> = { lines: '7 3', dots: '2 3' };

/** Numbers over time as lines. Not animated. */
export const Curves = ({
  buckets,
  curves,
  marker,
  ticksIn,
  ticks,
  format,
  label,
  height,
  onSelect,
}: CurvesProps) => (
  <Plot
    label={label}
    buckets={buckets.length}
    ticksIn={ticksIn}
    ticks={ticks}
    formatTick={format}
    height={height}
    onSelect={onSelect}
    orderKey={curves.map(({ key }) => key).join('\n')}
    tooltip={(bucket) => (
      <ChartTooltip
        title={buckets[bucket]?.full ?? ''}
        note={buckets[bucket]?.partial}
        rows={curves.flatMap((curve) => {
          const value = curve.values[bucket] ?? null;
          return value === null ? [] : [{ ...curve, value: format(value) }];
        })}
      />
    )}
  >
    {curves.map(({ key, label: name, color, texture, values, area = false }) => {
      // A line needs two points. A single one is drawn as a dot.
      const single = values.filter((value) => value !== null).length === 1;
      const props = {
        name,
        dataKey: ({ bucket }: PlotRow) => values[bucket] ?? null,
        type: 'linear',
        stroke: color,
        strokeWidth: 1.75,
        strokeDasharray: texture && DASHES[texture],
        dot: single && { fill: color, stroke: color },
        activeDot: { fill: color, stroke: 'var(--surface)', r: 4 },
        isAnimationActive: false,
        className: 'curve',
      } as const;
      return area ? (
        <Area key={key} {...props} fill={color} fillOpacity={0.16} />
      ) : (
        <Line key={key} {...props} />
      );
    })}
    {marker && (
      <ReferenceDot
        x={marker.bucket}
        y={marker.value}
        shape={({ cx = 0, cy = 0 }) => (
          <MarkerShape cx={cx} cy={cy} {...marker} rightwards={marker.bucket < buckets.length / 2} />
        )}
      />
    )}
  </Plot>
);

interface MarkerShapeProps extends Marker {
  cx: number;
  cy: number;
  /** Writes the label at the right of the point. */
  rightwards: boolean;
}

const MarkerShape = ({ cx, cy, label, rightwards, onClick }: MarkerShapeProps) => (
  <g className={classes.marker} data-clickable={onClick !== undefined} onClick={onClick} data-testid="marker">
    <circle cx={cx} cy={cy} r={5} />
    <text x={cx + (rightwards ? 10 : -10)} y={Math.max(12, cy + 4)} textAnchor={rightwards ? 'start' : 'end'}>
      {label}
    </text>
  </g>
);
