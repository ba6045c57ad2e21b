import { formatDuration, formatExactSeconds } from '../format/duration.js';
import { type InstantStyle, formatInstant } from '../format/instant.js';

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

/** Shows a length of time; a dash if there is none, as there is no mean without visits. */
export const MaybeDuration = ({ seconds }: { seconds: number | null }) =>
  seconds === null ? (
    <span style={{ color: 'var(--mantine-color-dimmed)' }}>–</span>
  ) : (
    <Duration seconds={seconds} />
  );

interface InstantProps {
  /** Epoch seconds. */
  at: number;
  tz: string;
  format?: InstantStyle;
}

/** Shows an instant in the time zone `tz`, and on hover to the second. */
export const Instant = ({ at, tz, format = 'dayTime' }: InstantProps) => (
  <time
    dateTime={new Date(at * 1000).toISOString()}
    title={formatInstant(at, tz, 'exact')}
    style={{ whiteSpace: 'nowrap' }}
  >
    {formatInstant(at, tz, format)}
  </time>
);
