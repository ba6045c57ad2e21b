import { type PageState, type Path, samePath } from '@dwell/shared';
import type { Accounting, SessionTable } from './tables.js';

/**
 * A page in the JSON of the column `accounting`. Leaves out the values that the session's other columns have. A page
 * without `path` is on the session's last visible path. Its last credit was on this path too, unless `creditedPath` is
 * there; null says that the page had no credit. A page with `path` but without `creditedPath` had no credit. A page
 * without `at` sent the session's last ping. A page without `visible` is visible.
 */
type StoredPage = Omit<PageState, 'at' | 'visible' | 'path' | 'creditedPath'> & {
  readonly at?: number;
  readonly visible?: false;
  readonly path?: Path;
  readonly creditedPath?: Path | null;
};

type StoredAccounting = Omit<Accounting, 'pages' | 'covered'> & {
  readonly pages: readonly StoredPage[];
  readonly covered?: Accounting['covered'];
};

/** The column `accounting`, and the columns that have the values that its JSON leaves out. */
export type AccountingRow = Pick<SessionTable, 'accounting' | 'last_ping' | 'last_visible_path'>;

/** Returns the value of the column `accounting` of a session with these other values. */
export const encodeAccounting = (
  { pages, covered, ...accounting }: Accounting,
  lastPing: number,
  lastVisiblePath: Path | readonly [],
): string => {
  const stored: StoredAccounting = {
    ...accounting,
    pages: pages.map((page) => encodePage(page, lastPing, lastVisiblePath)),
    covered: covered.length === 0 ? undefined : covered,
  };
  return JSON.stringify(stored);
};

const encodePage = (
  { id, at, visible, path, creditedPath, ...others }: PageState,
  lastPing: number,
  lastVisiblePath: Path | readonly [],
): StoredPage => {
  const isOnLastPath = lastVisiblePath.length !== 0 && samePath(path, lastVisiblePath);
  const isCredited = creditedPath !== undefined && samePath(creditedPath, path);
  return {
    id,
    at: at === lastPing ? undefined : at,
    visible: visible ? undefined : false,
    ...(isOnLastPath
      ? { creditedPath: isCredited ? undefined : (creditedPath ?? null) }
      : { path, creditedPath }),
    ...others,
  };
};

/** Returns the accounting that a session's row stands for. */
export const decodeAccounting = (row: AccountingRow): Accounting => {
  const { pages, covered = [], ...accounting } = JSON.parse(row.accounting) as StoredAccounting;
  if (pages.length === 0) return { ...accounting, pages: [], covered };
  const lastVisiblePath = JSON.parse(row.last_visible_path) as Path;
  return {
    ...accounting,
    pages: pages.map((page) => decodePage(page, row.last_ping, lastVisiblePath)),
    covered,
  };
};

const decodePage = (
  { at, visible, path, creditedPath, ...others }: StoredPage,
  lastPing: number,
  lastVisiblePath: Path,
): PageState => {
  const credited =
    path === undefined && creditedPath === undefined ? lastVisiblePath : (creditedPath ?? undefined);
  return {
    ...others,
    at: at ?? lastPing,
    visible: visible ?? true,
    path: path ?? lastVisiblePath,
    ...(credited && { creditedPath: credited }),
  };
};
