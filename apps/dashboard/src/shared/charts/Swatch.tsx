import classes from './charts.module.css';

/** A dot in a series' colour, to stand beside the name. */
export const Swatch = ({ color }: { color: string }) => (
  <span className={classes.swatch} style={{ background: color }} aria-hidden />
);
