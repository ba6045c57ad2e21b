import classes from './charts.module.css';

/** A small square in a series' colour, shown beside the series' name. */
export const Swatch = ({ color }: { color: string }) => (
  <span className={classes.swatch} style={{ background: color }} aria-hidden />
);
