/** Compares strings by code points, as UTF-8 bytes compare; JavaScript's `<` compares UTF-16 code units. */
export const byCodePoints = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
