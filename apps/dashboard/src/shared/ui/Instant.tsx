import { formatInstant, type InstantStyle } from '../format/instant.js';

interface InstantProps {
  /** Epoch seconds. */
  at: number;
  tz: string;
  format?: InstantStyle;
}

/** An instant in the chosen time zone; to the second on hover. */
export const Instant = ({ at, tz, format = 'dayTime' }: InstantProps) => (
  <time
    dateTime={new Date(at * 1000).toISOString()}
    title={formatInstant(at, tz, 'exact')}
    style={{ whiteSpace: 'nowrap' }}
  >
    {formatInstant(at, tz, format)}
  </time>
);
