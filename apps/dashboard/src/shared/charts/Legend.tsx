import classes from './charts.module.css';

/** A small square in a series' colour, shown beside the series' name. */
export const Swatch = ({ color }: { color: string }) => (
  <span className={classes.swatch} style={{ background: color }} aria-hidden />
);

interface LegendProps {
  label: string;
  items: readonly { key: string; label: string; color: string }[];
}

export const Legend = ({ label, items }: LegendProps) => (
  <ul aria-label={label} className={classes.legend}>
    {items.map((item) => (
      <li key={item.key} className={classes.legendItem} title={item.label}>
        <Swatch color={item.color} />
        <span className={classes.legendName}>{item.label}</span>
      </li>
    ))}
  </ul>
);
