import { type PageState, type Path, samePath } from '@dwell/shared';
import type { Accounting, SessionTable } from './tables.js';

/**
 * A page in the JSON of the column `accounting`. Most pages are as the session's other columns say, so this is left out.
 * A page without a path is on the session's last visible path, and its visits were credited to it too, unless
 * `creditedPath` is there: null says that it had no credit. Without `at` it sent the session's last ping, and without
 * `visible` it is visible.
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

/** The columns that say what the JSON leaves out. */
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
