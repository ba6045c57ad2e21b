import { SLOT_MS } from '@dwell/shared';

/**
 * Sessions are indexed in classes by how long they last: class n holds those shorter than a slot times
 * 4^n, the last class all that are longer. Within a class, a bound on the start is a tight bound on the
 * last ping and the other way round, so that the sessions of a window are found without reading all
 * that began before it. A session changes its class only as often as its length grows fourfold.
 */
export const SPAN_CLASSES: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7, 8];

/** Sessions of the class are shorter than this, in milliseconds. */
export const spanLimit = (spanClass: number): number =>
  spanClass === SPAN_CLASSES.length - 1 ? Infinity : SLOT_MS * 4 ** spanClass;

export const spanClassOf = (start: number, lastPing: number): number => {
  let spanClass = 0;
  while (lastPing - start >= spanLimit(spanClass)) spanClass++;
  return spanClass;
};
