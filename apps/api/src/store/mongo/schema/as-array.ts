/** Returns the objects in a list that another program may have damaged; an empty list if the value is no list. */
export const asArray = <T extends object>(value: readonly T[] | undefined): readonly T[] =>
  Array.isArray(value) ? (value as unknown[]).filter((each): each is T => isObject(each)) : [];

/** Returns the strings in a list that another program may have damaged; an empty list if the value is no list. */
export const asStrings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
