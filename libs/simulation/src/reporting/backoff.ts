/** A failing client is silent for one keepalive interval at first, and never for longer than this. */
export const LONGEST_SILENCE_MS = 240_000;

/**
 * How long a client is silent after its n-th failure in a row (the first is 1), in milliseconds: twice as long
 * each time, shortened by up to half so that clients don't come back all at once (`random` from [0, 1)), and
 * never shorter than the server asked for (Retry-After, in seconds).
 */
export const silenceAfter = (
  failures: number,
  intervalMs: number,
  random: number,
  retryAfter: string | null,
): number => {
  const planned = Math.min(LONGEST_SILENCE_MS, intervalMs * 2 ** (failures - 1));
  const asked = Number(retryAfter ?? 0) * 1_000;
  return Math.max(planned * (0.5 + random / 2), Number.isFinite(asked) ? asked : 0);
};
