import { formatDuration } from '../format/duration.js';
import { Name } from '../ui/Name.js';
import classes from './charts.module.css';
import { Curves } from './Curves.js';
import type { BucketLabel, Series } from './series.js';
import { type BucketTick, durationTicks } from './ticks.js';

interface SmallMultiplesProps {
  buckets: readonly BucketLabel[];
  series: readonly Series[];
  ticksIn: (width: number) => readonly BucketTick[];
  /** Returns what describes the chart of a series to screen readers. */
  labelOf: (name: string) => string;
  onSelect?: ((first: number, last: number) => void) | undefined;
}

/** Height of one small chart, in pixels. */
const HEIGHT = 110;

/** A small chart for each series. All have the same axes, so that their heights can be compared. */
export const SmallMultiples = ({ buckets, series, ticksIn, labelOf, onSelect }: SmallMultiplesProps) => {
  const ticks = durationTicks(Math.max(0, ...series.flatMap(({ values }) => values)), 2);
  return (
    <div className={classes.multiples} data-testid="multiples">
      {series.map((one) => (
        <figure key={one.key} className={classes.multiple}>
          <figcaption>
            <Name name={one.label} />
          </figcaption>
          <Curves
            buckets={buckets}
            curves={[{ ...one, texture: undefined, area: true }]}
            ticksIn={ticksIn}
            ticks={ticks}
            format={formatDuration}
            label={labelOf(one.label)}
            height={HEIGHT}
            onSelect={onSelect}
          />
        </figure>
      ))}
    </div>
  );
};
