import { median } from '@dwell/programs';

/** Formats the median of some figures and the lowest and the highest of them, as `0.82 (0.79 – 0.91)`. */
export const describeSpread = (figures: readonly number[], digits: number): string => {
  const [middle, lowest, highest] = [median(figures), Math.min(...figures), Math.max(...figures)];
  return `${middle.toFixed(digits)} (${lowest.toFixed(digits)} – ${highest.toFixed(digits)})`;
};
