/**
 * Compares strings as databases do: by code points, which is also the order of their UTF-8 bytes. JavaScript's `<`
 * compares UTF-16 code units, which is another order.
 */
export const compareCodePoints = (a: string, b: string): number =>
  a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
