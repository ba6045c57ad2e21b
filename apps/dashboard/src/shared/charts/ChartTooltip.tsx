import { formatDuration } from '../format/duration.js';
import { messages } from '../messages/messages.js';
import classes from './charts.module.css';
import { WholeName } from '../ui/Name.js';
import { type Series, sumSeconds } from './series.js';
import { Swatch } from './Legend.js';

interface ChartTooltipProps {
  title: string;
  /** Why the bucket is partial, in words; undefined if it is whole. */
  partial?: string | undefined;
  series: readonly Series[];
  bucket: number;
}

/** The figures of one bucket of a stacked chart. Leaves out the series that have no time in that bucket. */
export const ChartTooltip = ({ title, partial, series, bucket }: ChartTooltipProps) => {
  const present = series.filter(({ values }) => (values[bucket] ?? 0) > 0);
  return (
    <div className={classes.tooltip}>
      <div className={classes.tooltipHead}>
        <strong>{title}</strong>
        <span data-figure>{formatDuration(sumSeconds(series.map(({ values }) => values[bucket] ?? 0)))}</span>
      </div>
      {partial !== undefined && <div className={classes.tooltipNote}>{partial}</div>}
      {present.length === 0 && <div className={classes.tooltipNote}>{messages.charts.nothing}</div>}
      {present.map(({ key, label, color, texture, values }) => (
        <div key={key} className={classes.tooltipRow}>
          <Swatch color={color} texture={texture} />
          <span className={classes.tooltipName}>
            <WholeName name={label} />
          </span>
          <span data-figure>{formatDuration(values[bucket] ?? 0)}</span>
        </div>
      ))}
    </div>
  );
};
