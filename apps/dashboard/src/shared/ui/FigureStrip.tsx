import { Children, type CSSProperties, type ReactNode } from 'react';
import classes from './FigureStrip.module.css';

/** The most figures that one row has. */
const MAX_IN_ROW = 6;

/**
 * Shows figures side by side. If there are many, or if one row has too little room for all of them, there are several
 * rows, and each row fills the whole width.
 */
export const FigureStrip = ({ children }: { children: ReactNode }) => {
  const count = Children.toArray(children).length;
  const half = Math.ceil(count / 2);
  const columns = { '--figures': count > MAX_IN_ROW ? half : count, '--half': half } as CSSProperties;
  return (
    <div className={classes.frame}>
      <dl className={classes.strip} style={columns} data-odd={count % 2 === 1}>
        {children}
      </dl>
    </div>
  );
};

interface FigureProps {
  /** Identifies the figure for tests. */
  name: string;
  label: ReactNode;
  /** Context below the figure, for example its change. */
  note?: ReactNode;
  /** Marks with a dot a figure that shows this moment, not the window. */
  live?: boolean;
  children: ReactNode;
}

export const Figure = ({ name, label, note, live = false, children }: FigureProps) => (
  <div className={classes.figure} data-testid={`figure-${name}`}>
    <dt className={classes.label}>
      {live && <span data-colored className={classes.live} aria-hidden data-live />}
      {label}
    </dt>
    <dd className={classes.value} data-figure>
      {children}
    </dd>
    {note !== undefined && <dd className={classes.note}>{note}</dd>}
  </div>
);
