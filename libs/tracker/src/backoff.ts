/** A failing client is silent for one keepalive interval at first, and of its own accord never for longer than this. */
export const LONGEST_SILENCE_MS = 240_000;

/**
 * How long a client is silent after its n-th failure in a row (the first is 1), in milliseconds: twice as long each
 * time, shortened by up to half so that clients don't come back all at once (`random` from [0, 1)), and never shorter
 * than the server asked for (Retry-After, in seconds).
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
