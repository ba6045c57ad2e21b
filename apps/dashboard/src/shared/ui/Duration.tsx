import { formatDuration, formatExactSeconds } from '../format/duration.js';

/** A length as people say it; the exact seconds on hover and for machines. */
export const Duration = ({
  seconds,
  ...rest
}: {
  seconds: number;
  'data-testid'?: string;
  className?: string;
}) => {
  return (
    <time
      dateTime={`PT${String(Math.max(0, seconds))}S`}
      title={formatExactSeconds(seconds)}
      data-seconds={seconds}
      style={{ whiteSpace: 'nowrap' }}
      {...rest}
    >
      {formatDuration(seconds)}
    </time>
  );
};
