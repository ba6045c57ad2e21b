const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Steps that people count time in, in seconds; beyond the last, 1-2-5 steps of hours. */
const STEPS = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12, 24, 48].map((hours) => hours * HOUR),
];

const MAX_INTERVALS = 4;

/** Where an axis of durations (seconds) is marked: from 0 to at least `longest`, in at most five marks. */
export const durationTicks = (longest: number): number[] => {
  const step =
    STEPS.find((seconds) => longest <= seconds * MAX_INTERVALS) ?? hourStep(longest / MAX_INTERVALS);
  const intervals = Math.max(1, Math.ceil(longest / step));
  return Array.from({ length: intervals + 1 }, (_, index) => index * step);
};

const hourStep = (atLeast: number): number => {
  const magnitude = 10 ** Math.floor(Math.log10(atLeast / HOUR));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * magnitude * HOUR >= atLeast) ?? 10;
  return factor * magnitude * HOUR;
};
