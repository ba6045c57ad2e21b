const FIRST_SURROGATE = 0xd800;
const LAST_SURROGATE = 0xdfff;
const LAST_CODE_POINT = 0x10ffff;

/** Strings that begin with a prefix, by code points: from, and below where there is a first one that comes after them all. */
export interface PrefixRange {
  readonly from: string;
  readonly below: string | undefined;
}

/**
 * The range in which the strings that begin with `prefix` lie, in the order of code points, which is also
 * that of UTF-8 bytes (and not of JavaScript's `<`, which compares UTF-16 code units).
 */
export const prefixRange = (prefix: string): PrefixRange => {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === LAST_CODE_POINT) points.pop();
  const last = points.pop();
  if (last === undefined) return { from: prefix, below: undefined };
  const next = last + 1 === FIRST_SURROGATE ? LAST_SURROGATE + 1 : last + 1;
  return { from: prefix, below: String.fromCodePoint(...points, next) };
};
