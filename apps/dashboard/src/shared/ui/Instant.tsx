import { formatInstant, type InstantStyle } from '../format/instant.js';

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
