import classes from './charts.module.css';

interface BarTrackProps {
  /** Filled part of the track, 0 to 1. */
  share: number;
  color: string;
  /** Marks a part of another bar. */
  faint?: boolean;
}

/** A bar in a table's row. Screen readers skip the bar: the figure beside it says the same. */
export const BarTrack = ({ share, color, faint = false }: BarTrackProps) => (
  <div className={classes.track} aria-hidden>
    <div
      className={classes.fill}
      data-faint={faint}
      data-testid="bar-track"
      data-share={share}
      style={{ width: `${String(share * 100)}%`, background: color }}
    />
  </div>
);
