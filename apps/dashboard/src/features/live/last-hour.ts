/** How many sessions are in progress in a minute. */
export interface Minute {
  /** When the minute begins, in epoch seconds. */
  readonly at: number;
  readonly sessions: number;
}

/** Returns the first minute with the most sessions; undefined if no minute has any. */
export const peakOf = (minutes: readonly Minute[]): Minute | undefined => {
  const most = Math.max(0, ...minutes.map(({ sessions }) => sessions));
  return most === 0 ? undefined : minutes.find(({ sessions }) => sessions === most);
};

/** Returns the ticks of an axis of counts: 0, a round number at or above `most`, and those between. */
export const countTicks = (most: number): number[] => {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(1, most) / 2));
  const step =
    [1, 2, 5, 10].map((factor) => Math.max(1, factor * magnitude)).find((each) => most <= 3 * each) ?? 1;
  const intervals = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: intervals + 1 }, (_, index) => index * step);
};
