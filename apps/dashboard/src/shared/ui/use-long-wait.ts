import { useEffect, useState } from 'react';

/** After this time, a page says that it still waits. The time must stay below ten seconds. */
export const LONG_WAIT_MS = 8_000;

/**
 * Returns since when, in epoch milliseconds, the caller has been waiting, once that takes long; undefined before, and
 * when it does not wait.
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
