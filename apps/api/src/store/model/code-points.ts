/**
 * Compares strings as databases do: by code points, which is also the order of UTF-8 bytes, and not that of
 * JavaScript's `<`, which compares UTF-16 code units.
 */
export const compareCodePoints = (a: string, b: string): number =>
  a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
