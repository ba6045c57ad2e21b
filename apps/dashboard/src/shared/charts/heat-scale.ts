/**
 * The colours of heatmaps by colour scheme, from little to much. Neighbouring colours differ in lightness, so that
 * their order is seen without telling hues apart. More is darker on a light ground, and lighter on a dark one.
 */
export const HEAT_COLORS = {
  light: ['#c4e6e7', '#8dc7ca', '#56a7ac', '#28868b', '#00656a', '#00474a'],
  dark: ['#19484a', '#26676b', '#34898d', '#4cacb1', '#77cfd3', '#b3eef1'],
} as const;

/** The colour of figures that belong to no view: one from the middle of the colours of heatmaps. */
export const ACCENT_COLOR = 'var(--heat-3)';

/** The most classes of values that a heatmap has besides 0: one for each colour. */
export const HEAT_CLASSES = HEAT_COLORS.light.length;

/** The colour of the value 0. */
const NONE = 'var(--surface-sunken)';

/** A class of values that have one colour. */
export interface HeatClass {
  /** The greatest value of the class. The class up to 0 has only the value 0. */
  readonly upTo: number;
  readonly color: string;
}

/**
 * Returns the classes of a heatmap, first the class of the value 0.
 * @param ticks the bounds of the other classes, from 0 on: at most {@link HEAT_CLASSES} after the 0
 */
export const heatClasses = (ticks: readonly number[]): HeatClass[] => {
  const bounds = ticks.slice(1);
  return [
    { upTo: 0, color: NONE },
    ...bounds.map((upTo, index) => {
      // The highest class has the strongest colour, however many classes there are.
      const strength = Math.round(((index + 1) / bounds.length) * HEAT_CLASSES) - 1;
      return { upTo, color: `var(--heat-${String(strength)})` };
    }),
  ];
};

/** Returns the colour of the class of a value. A value above the last class has the colour of the last class. */
export const heatColor = (classes: readonly HeatClass[], value: number): string =>
  (classes.find(({ upTo }) => value <= upTo) ?? classes.at(-1))?.color ?? NONE;
