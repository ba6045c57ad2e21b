/** The recorded and the true time of one view, in milliseconds. */
export interface ViewError {
  readonly path: string;
  readonly trueMs: number;
  readonly recordedMs: number;
}

/** Pairs each view's recorded time with its true time, 0 where one is missing. The longest true time comes first. */
export const compareViews = (
  truth: ReadonlyMap<string, number>,
  recorded: ReadonlyMap<string, number>,
): ViewError[] =>
  [...new Set([...truth.keys(), ...recorded.keys()])]
    .map((path) => ({ path, trueMs: truth.get(path) ?? 0, recordedMs: recorded.get(path) ?? 0 }))
    .sort((a, b) => b.trueMs - a.trueMs);

/** Returns the largest error, in milliseconds. */
export const worstErrorMs = (errors: readonly ViewError[]): number =>
  Math.max(0, ...errors.map(({ trueMs, recordedMs }) => Math.abs(recordedMs - trueMs)));
