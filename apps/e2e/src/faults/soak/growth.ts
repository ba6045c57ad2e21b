import { median } from '@dwell/programs';

/** What the server's process holds at one time of the run. */
export interface Sample {
  readonly atMs: number;
  readonly residentMb: number;
  readonly openFiles: number;
}

/** Returns by which share the median of the last third of the values is greater than that of the first third. */
export const growthOf = (values: readonly number[]): number => {
  const third = Math.max(1, Math.floor(values.length / 3));
  return median(values.slice(-third)) / median(values.slice(0, third)) - 1;
};
