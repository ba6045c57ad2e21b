import type { ReactNode } from 'react';
import classes from './FigureStrip.module.css';

/** Figures in a row, of equal rank. */
export const FigureStrip = ({ children }: { children: ReactNode }) => (
  <dl className={classes.strip}>{children}</dl>
);

interface FigureProps {
  /** Names the figure for tests, as its field in the API's answer. */
  name: string;
  label: string;
  /** What puts the figure in proportion. */
  note?: ReactNode;
  /** Marks what is true at this moment. */
  live?: boolean;
  children: ReactNode;
}

export const Figure = ({ name, label, note, live = false, children }: FigureProps) => (
  <div className={classes.figure} data-testid={`figure-${name}`}>
    <dt className={classes.label}>
      {live && <span className={classes.live} aria-hidden />}
      {label}
    </dt>
    <dd className={classes.value} data-figure>
      {children}
    </dd>
    {note !== undefined && <dd className={classes.note}>{note}</dd>}
  </div>
);
