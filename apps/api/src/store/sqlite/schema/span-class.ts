import { SLOT_MS } from '@dwell/shared';

/** By class: the length that all its sessions stay below, in milliseconds. The last class has no limit. */
const LIMITS: readonly number[] = Array.from({ length: 8 }, (_, spanClass) => SLOT_MS * 4 ** spanClass);

/**
 * The indexes divide sessions into classes by length: class n holds those shorter than 4^n slots that are in no lower
 * class, the last class all others. Within a class that has a limit, a bound on the start is also a bound on the last
 * ping, at most the limit away, and the reverse. So the sessions of a window are found without reading all sessions
 * that began before the window. A session changes class rarely: each limit is four times the one before.
 */
export const SPAN_CLASSES: readonly number[] = [...LIMITS.keys(), LIMITS.length];

/** All sessions of the class are shorter than this, in milliseconds; undefined for the last class. */
export const spanLimit = (spanClass: number): number | undefined => LIMITS[spanClass];

export const spanClassOf = (start: number, lastPing: number): number => {
  const length = lastPing - start;
  const spanClass = LIMITS.findIndex((limit) => length < limit);
  return spanClass < 0 ? LIMITS.length : spanClass;
};
