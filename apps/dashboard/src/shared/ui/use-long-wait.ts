import { useEffect, useState } from 'react';

/** After this time, a page says that it still waits. In milliseconds. The page must say so within ten seconds. */
export const LONG_WAIT_MS = 8_000;

/**
 * Returns since when the caller has been waiting, in epoch milliseconds, once it has waited for {@link LONG_WAIT_MS}.
 * Returns undefined before that, and when the caller does not wait.
 */
export const useLongWait = (waiting: boolean): number | undefined => {
  const [since, setSince] = useState<number>();
  useEffect(() => {
    if (!waiting) return;
    const startedAt = Date.now();
    const timer = setTimeout(() => setSince(startedAt), LONG_WAIT_MS);
    return () => {
      clearTimeout(timer);
      setSince(undefined);
    };
  }, [waiting]);
  return since;
};
