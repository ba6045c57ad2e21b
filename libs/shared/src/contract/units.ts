/** The one place where the inside's integer milliseconds and the wire's seconds meet. */

/** Milliseconds to seconds with at most three decimals. */
export const toSeconds = (milliseconds: number): number => milliseconds / 1000;

/** Seconds to whole milliseconds. */
export const toMilliseconds = (seconds: number): number => Math.round(seconds * 1000);
