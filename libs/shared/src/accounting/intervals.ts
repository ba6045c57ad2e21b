/** A span of time, [from, to), in epoch milliseconds. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Returns the total length of disjoint intervals, in milliseconds. */
export const lengthOf = (intervals: readonly Interval[]): number =>
  intervals.reduce((sum, { from, to }) => sum + to - from, 0);

/** Returns the parts of `span` that lie outside all intervals of the sorted, disjoint list `covered`. */
export const subtract = (span: Interval, covered: readonly Interval[]): Interval[] => {
  const rest: Interval[] = [];
  let from = span.from;
  for (const taken of covered) {
    if (taken.to <= from) continue;
    if (taken.from >= span.to) break;
    if (taken.from > from) rest.push({ from, to: taken.from });
    from = taken.to;
  }
  if (from < span.to) rest.push({ from, to: span.to });
  return rest;
};

/** Adds an interval to a sorted, disjoint list; intervals that touch or overlap become one. */
export const unite = (covered: readonly Interval[], added: Interval): readonly Interval[] => {
  const before = covered.filter((interval) => interval.to < added.from);
  const after = covered.filter((interval) => interval.from > added.to);
  const touching = covered.slice(before.length, covered.length - after.length);
  const merged = {
    from: Math.min(added.from, touching.at(0)?.from ?? added.from),
    to: Math.max(added.to, touching.at(-1)?.to ?? added.to),
  };
  return [...before, merged, ...after];
};
