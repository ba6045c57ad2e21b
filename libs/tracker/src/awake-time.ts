/** A visible page looks at the time so often, in milliseconds: when it fell asleep is known to half of that. */
export const TICK_MS = 250;

/** A page that did not get to look at the time for so long was asleep; for less, it was busy. In milliseconds. */
export const SLEEP_MS = 5_000;

/**
 * How much of the time since a page's last look it was awake, by performance.now(). That clock runs on in sleep on
 * Windows (https://github.com/w3c/hr-time/issues/115), so the time is summed up look by look.
 */
export const awakeSince = (lookedAt: number, now: number): number =>
  now - lookedAt > SLEEP_MS ? TICK_MS / 2 : now - lookedAt;
