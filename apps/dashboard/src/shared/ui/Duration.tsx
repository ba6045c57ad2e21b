import { formatDuration, formatExactSeconds } from '../format/duration.js';

/** Shows a length of time in words, and its exact seconds on hover and in the markup. */
export const Duration = ({ seconds }: { seconds: number }) => (
  <time
    dateTime={`PT${String(Math.max(0, seconds))}S`}
    title={formatExactSeconds(seconds)}
    data-seconds={seconds}
    style={{ whiteSpace: 'nowrap' }}
  >
    {formatDuration(seconds)}
  </time>
);
