import type { ReactNode } from 'react';
import classes from './FigureStrip.module.css';

/** A row of figures. */
export const FigureStrip = ({ children }: { children: ReactNode }) => (
  <dl className={classes.strip}>{children}</dl>
);

interface FigureProps {
  /** Identifies the figure for tests. */
  name: string;
  label: string;
  /** Context below the figure, for example its change. */
  note?: ReactNode;
  /** Marks with a dot a figure that shows this moment, not the window. */
  live?: boolean;
  children: ReactNode;
}

export const Figure = ({ name, label, note, live = false, children }: FigureProps) => (
  <div className={classes.figure} data-testid={`figure-${name}`}>
    <dt className={classes.label}>
      {live && <span className={classes.live} aria-hidden data-live />}
      {label}
    </dt>
    <dd className={classes.value} data-figure>
      {children}
    </dd>
    {note !== undefined && <dd className={classes.note}>{note}</dd>}
  </div>
);
