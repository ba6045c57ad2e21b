import type { ReactNode } from 'react';
import { messages } from '../messages/messages.js';
import classes from './charts.module.css';
import { Name } from '../ui/Name.js';
import type { Look } from './view-colors.js';

/** A small square with a series' look, shown beside the series' name. */
export const Swatch = ({ color, texture }: Look) => (
  <span
    data-colored
    className={classes.swatch}
    data-texture={texture}
    style={{ backgroundColor: color }}
    aria-hidden
  />
);

export interface LegendProps {
  label: string;
  /** What the looks stand for. An item with `link` leads to a page about it. */
  items: readonly (Look & { key: string; label: string; link?: ReactNode })[];
  /** A note after the items, without a swatch. */
  rest?: string | undefined;
  /** What a dashed line over the other shapes stands for, if the chart has one. */
  dashed?: string | undefined;
  /** What hatched shapes mean, if the chart has any. */
  hatched?: string;
}

export const Legend = ({ label, items, rest, dashed, hatched = '' }: LegendProps) => (
  <div className={classes.legends}>
    <ul aria-label={label} className={classes.legend}>
      {items.map((item) => (
        <li key={item.key} className={classes.legendItem}>
          <Swatch color={item.color} texture={item.texture} />
          {item.link ?? <Name name={item.label} />}
        </li>
      ))}
      {rest !== undefined && <li className={classes.legendRest}>{rest}</li>}
    </ul>
    {dashed !== undefined && (
      <div className={classes.legendRest} data-testid="legend-dashed">
        {messages.charts.dashed(dashed)}
      </div>
    )}
    {hatched !== '' && (
      <div className={classes.legendItem} data-testid="legend-hatched">
        <span data-colored className={classes.swatch} data-hatched aria-hidden />
        {hatched}
      </div>
    )}
  </div>
);
