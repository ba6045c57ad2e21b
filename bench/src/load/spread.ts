import { median } from '@dwell/programs';

/** Formats the median of some figures and the lowest and the highest of them, as `1,234.5 (1,200.0 – 1,301.2)`. */
export const describeSpread = (figures: readonly number[], digits: number): string => {
  const [middle, lowest, highest] = [median(figures), Math.min(...figures), Math.max(...figures)].map(
    (figure) => formatFigure(figure, digits),
  );
  return `${middle} (${lowest} – ${highest})`;
};

const formatFigure = (figure: number, digits: number): string =>
  figure.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
