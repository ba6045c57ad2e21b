/** The number of sessions in progress at the beginning of a minute. */
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
