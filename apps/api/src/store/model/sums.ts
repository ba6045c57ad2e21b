/** Visible time in milliseconds, and visits. */
export interface Sum {
  readonly ms: number;
  readonly visits: number;
}

/**
 * Adds to the sum under the key, in place. All that is added under one key must be equal, except for time and visits.
 */
export const addTo = <K, T extends Sum>(sums: Map<K, T>, key: K, added: T): void => {
  const sum: { ms: number; visits: number } | undefined = sums.get(key);
  if (sum) {
    sum.ms += added.ms;
    sum.visits += added.visits;
  } else {
    sums.set(key, { ...added });
  }
};
