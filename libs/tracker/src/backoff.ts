/** The longest time that a client waits after a failure if the server does not ask for more, in milliseconds. */
export const LONGEST_SILENCE_MS = 240_000;

/**
 * Returns how long a client waits after a failure before it tries again, in milliseconds. The time doubles with each
 * failure in a row, up to {@link LONGEST_SILENCE_MS}. The client waits for half of it, or for Retry-After if that is
 * longer, and then for a part of the other half: `random`, from [0, 1). So clients do not all come back at once.
 * @param failures the failures in a row: 1 for the first
 * @param intervalMs the keepalive interval, which without Retry-After is the longest time after the first failure
 * @param retryAfter the header Retry-After, in seconds
 */
export const silenceAfter = (
  failures: number,
  intervalMs: number,
  random: number,
  retryAfter?: string | null,
): number => {
  const half = Math.min(LONGEST_SILENCE_MS, intervalMs * 2 ** (failures - 1)) / 2;
  return Math.max(half, Number(retryAfter) * 1000 || 0) + half * random;
};
