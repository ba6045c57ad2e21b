const FIRST_SURROGATE = 0xd800;
const LAST_SURROGATE = 0xdfff;

/**
 * Compares strings as databases do: by code points, which is also the order of their UTF-8 bytes. JavaScript's `<`
 * compares UTF-16 code units, which is another order.
 */
export const compareCodePoints = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return ordinalOf(x) - ordinalOf(y);
  }
  return a.length - b.length;
};

/** Returns a number by which code units are ordered: surrogates, which stand for the highest code points, come last. */
const ordinalOf = (unit: number): number =>
  unit >= FIRST_SURROGATE && unit <= LAST_SURROGATE ? unit + 0x10000 : unit;

const LAST_CODE_POINT = 0x10ffff;

/** A range of strings in the order of code points: [from, below). Without `below` the range has no end. */
export interface PrefixRange {
  readonly from: string;
  readonly below: string | undefined;
}

/** Returns the range of the strings that begin with `prefix`; see {@link compareCodePoints} for the order. */
export const prefixRange = (prefix: string): PrefixRange => {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === LAST_CODE_POINT) points.pop();
  const last = points.pop();
  if (last === undefined) return { from: prefix, below: undefined };
  const next = last + 1 === FIRST_SURROGATE ? LAST_SURROGATE + 1 : last + 1;
  return { from: prefix, below: String.fromCodePoint(...points, next) };
};
