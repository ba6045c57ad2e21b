/** Returns the middle value, or the mean of the two middle values; NaN for an empty list. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/**
 * Returns the value at the share `q` (0 to 1) of the way from the smallest value to the largest, in order of size.
 * Interpolates between the two nearest values. Returns NaN for an empty list.
 */
export const quantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return NaN;
  return below + (above - below) * (place - Math.floor(place));
};

/** Formats a number without decimals, as `1,234`. */
export const formatInteger = (value: number): string => Math.round(value).toLocaleString('en-US');
