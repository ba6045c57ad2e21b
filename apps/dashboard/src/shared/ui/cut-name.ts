import type { NameUnit } from '../format/names.js';

/** Where a name is cut: the first `head` and the last `tail` units stay. */
export interface Cut {
  readonly head: number;
  readonly tail: number;
  /** The width of the whole name on one line, in pixels. */
  readonly fullWidth: number;
}

/** The share of the room that the start of a cut name gets. The end gets the rest. */
const HEAD_SHARE = 0.55;

/** Returns the largest number from 0 to `most` that fits. If a number fits, so do all smaller ones. */
const largest = (most: number, fits: (count: number) => boolean): number => {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
};

/**
 * Returns a function that measures the drawn width of the units from one index up to, not including, another, in
 * pixels.
 */
const measureIn = (element: HTMLElement, units: readonly NameUnit[]) => {
  const boundaries: [node: Node, offset: number][] = [];
  let child = 0;
  let offset = 0;
  units.forEach((unit, index) => {
    const before = units[index - 1];
    if (before && (unit.mark !== undefined || before.mark !== undefined)) {
      child++;
      offset = 0;
    }
    const node = element.childNodes[child] ?? element;
    boundaries.push(unit.mark === undefined ? [node, offset] : [element, child]);
    offset += unit.text.length;
  });
  boundaries.push([element, element.childNodes.length]);
  const range = document.createRange();
  return (from: number, to: number): number => {
    const [start, end] = [boundaries[from], boundaries[to]];
    if (!start || !end) return 0;
    range.setStart(...start);
    range.setEnd(...end);
    return range.getBoundingClientRect().width;
  };
};

/**
 * Returns where to cut a name so that its start and its end fit into the element, or undefined when all of it fits. The
 * element must show the whole name on one line: a text node for each run of units without a mark, and an element for
 * each mark.
 */
export const findCut = (element: HTMLElement, units: readonly NameUnit[]): Cut | undefined => {
  const { clientWidth, scrollWidth } = element;
  if (scrollWidth <= clientWidth) return undefined;
  const width = measureIn(element, units);
  const room = clientWidth - parseFloat(getComputedStyle(element).fontSize);
  const head = largest(units.length - 1, (count) => width(0, count) <= room * HEAD_SHARE);
  const rest = room - width(0, head);
  const tail = largest(units.length - head - 1, (count) => width(units.length - count, units.length) <= rest);
  return { head, tail, fullWidth: width(0, units.length) };
};

/**
 * For each watched element, the function to call when the room for its text changes, and the element's width at the
 * last call.
 */
const watched = new Map<Element, { width: number; measure: () => void }>();

/** One observer for all names, because a page can show thousands. Undefined outside a browser. */
const observer =
  typeof ResizeObserver === 'undefined'
    ? undefined
    : new ResizeObserver((entries) => {
        for (const { target } of entries) {
          const watch = watched.get(target);
          if (!watch || watch.width === target.clientWidth) continue;
          watch.width = target.clientWidth;
          watch.measure();
        }
      });

/** Measures every name again: in a new font the texts have other widths, although the elements keep theirs. */
const measureAll = (): void => {
  for (const { measure } of watched.values()) measure();
};

/** Calls `measure` when the element's width changes and when a font has loaded. Returns a function that ends this. */
export const watchRoom = (element: Element, measure: () => void): (() => void) => {
  if (watched.size === 0) document.fonts.addEventListener('loadingdone', measureAll);
  watched.set(element, { width: element.clientWidth, measure });
  observer?.observe(element);
  return () => {
    observer?.unobserve(element);
    watched.delete(element);
    if (watched.size === 0) document.fonts.removeEventListener('loadingdone', measureAll);
  };
};
