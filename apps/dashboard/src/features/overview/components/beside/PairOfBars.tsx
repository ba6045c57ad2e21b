import type { Sides } from '../../beside-sides.js';
import classes from './beside.module.css';

interface PairOfBarsProps {
  sides: Sides;
  values: readonly [number, number];
  /** The value whose bar fills the width. */
  longest: number;
}

/** A bar for each side, one above the other, in one scale. The figures beside them say the same to screen readers. */
export const PairOfBars = ({ sides, values, longest }: PairOfBarsProps) => (
  <div aria-hidden>
    {sides.map(({ key, color, texture }, index) => (
      <div key={key} className={classes.track}>
        <div
          className={classes.fill}
          data-colored
          data-texture={texture}
          data-testid={`bar-${key}`}
          style={{
            width: `${String(longest > 0 ? ((values[index] ?? 0) / longest) * 100 : 0)}%`,
            backgroundColor: color,
          }}
        />
      </div>
    ))}
  </div>
);
