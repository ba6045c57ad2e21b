/** The time of one view, in milliseconds. */
export interface ViewError {
  readonly path: string;
  readonly trueMs: number;
  readonly recordedMs: number;
}

/** What was recorded beside what was, view by view, the longest first; a view that only one side knows counts 0 on the other. */
export const compareViews = (
  truth: ReadonlyMap<string, number>,
  recorded: ReadonlyMap<string, number>,
): ViewError[] =>
  [...new Set([...truth.keys(), ...recorded.keys()])]
    .map((path) => ({ path, trueMs: truth.get(path) ?? 0, recordedMs: recorded.get(path) ?? 0 }))
    .sort((a, b) => b.trueMs - a.trueMs);

/** The largest of the errors, in milliseconds. */
export const worstErrorMs = (errors: readonly ViewError[]): number =>
  Math.max(0, ...errors.map(({ trueMs, recordedMs }) => Math.abs(recordedMs - trueMs)));
