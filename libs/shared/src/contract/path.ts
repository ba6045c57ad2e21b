/** Where a user is: a view, and the tab open in it where the view has tabs. */
export type Path = readonly [view: string] | readonly [view: string, tab: string];

export const samePath = (a: Path, b: Path): boolean => a[0] === b[0] && a[1] === b[1];

/** A key for maps: NUL can't occur in a view or a tab, so two paths never share one. */
export const pathKey = (path: Path): string => (path[1] === undefined ? path[0] : `${path[0]}\0${path[1]}`);
