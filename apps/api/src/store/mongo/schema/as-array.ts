/** A list of records as another program may have left it: what is none has no records, and what is no record is left out. */
export const recordsIn = <T extends object>(value: readonly T[] | undefined): readonly T[] =>
  Array.isArray(value) ? (value as unknown[]).filter((each): each is T => isObject(each)) : [];

/** The same of a list of texts. */
export const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
