/** The value that half of the values are below; NaN of none. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The value that the part `q` of the values are below; NaN of none. */
export const quantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return NaN;
  return below + (above - below) * (place - Math.floor(place));
};

/** Thousands apart, no decimals. */
export const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
