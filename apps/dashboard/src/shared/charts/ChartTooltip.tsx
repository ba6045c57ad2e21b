import { IconFlag } from '@tabler/icons-react';
import { messages } from '../messages/messages.js';
import classes from './charts.module.css';
import { WholeName } from '../ui/Name.js';
import { Swatch } from './Legend.js';
import type { Look } from './view-colors.js';

interface ChartTooltipProps {
  title: string;
  /** What is special about the bucket, such as `so far`. */
  note?: string | undefined;
  /** The sum of all rows, in words. */
  total?: string;
  /** A figure to compare with, below the rows. */
  below?: { label: string; value: string } | undefined;
  /** The texts of the bucket's annotations. */
  notes?: readonly string[] | undefined;
  rows: readonly (Look & { key: string; label: string; value: string })[];
}

/** The figures of one bucket of a chart. */
export const ChartTooltip = ({ title, note, total, below, notes = [], rows }: ChartTooltipProps) => (
  <div className={classes.tooltip}>
    <div className={classes.tooltipHead}>
      <strong>{title}</strong>
      {total !== undefined && <span data-figure>{total}</span>}
    </div>
    {note !== undefined && <div className={classes.tooltipNote}>{note}</div>}
    {rows.length === 0 && <div className={classes.tooltipNote}>{messages.charts.nothing}</div>}
    {rows.map(({ key, label, color, texture, value }) => (
      <div key={key} className={classes.tooltipRow}>
        <Swatch color={color} texture={texture} />
        <span className={classes.tooltipName}>
          <WholeName name={label} />
        </span>
        <span data-figure>{value}</span>
      </div>
    ))}
    {below && (
      <div className={classes.tooltipRow}>
        <span className={classes.tooltipName}>{below.label}</span>
        <span data-figure>{below.value}</span>
      </div>
    )}
    {notes.map((each, index) => (
      <div key={index} className={classes.tooltipRemark}>
        <IconFlag size={13} stroke={1.8} aria-hidden />
        <span className={classes.tooltipName}>
          <WholeName name={each} />
        </span>
      </div>
    ))}
  </div>
);
