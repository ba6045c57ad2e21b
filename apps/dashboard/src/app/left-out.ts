import { readPageSearch } from './page-search.js';

/** A value in a URL that the dashboard can't use. */
export interface LeftOut {
  /** The name of the URL parameter that has this value. */
  readonly name: keyof ReturnType<typeof readPageSearch>;
  readonly value: string;
}

/**
 * Returns the values in a URL that {@link readPageSearch} leaves out, at most one for each parameter. Skips empty
 * values, and parameters that no page has.
 */
export const leftOutOf = (search: Record<string, unknown>): LeftOut[] => {
  const page = readPageSearch(search);
  return (Object.keys(page) as LeftOut['name'][]).flatMap((name) => {
    const read = page[name];
    const given = (Object.hasOwn(search, name) ? [search[name]].flat() : [])
      .map(String)
      .filter((value) => value !== '');
    // If the URL repeats a parameter that takes a single value, the page uses the first.
    const used = new Set<unknown>(Array.isArray(read) ? read : read === undefined ? [] : given.slice(0, 1));
    const value = given.find((each) => !used.has(each));
    return value === undefined ? [] : { name, value };
  });
};
