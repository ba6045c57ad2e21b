import type { SessionAnswer, SessionsAnswer } from '@dwell/shared';

/** How the list would look if it were loaded now: the ids of its first sessions, in order. */
export interface FreshOrder {
  readonly ids: readonly string[];
  /** Whether `ids` has all sessions of the list. */
  readonly complete: boolean;
}

/** How a fresh list differs from the list on the page. */
export interface Difference {
  /**
   * How many new sessions the fresh list has above the last row shown; in all, if the page shows the whole list, or if
   * the fresh list has none of its rows.
   */
  readonly added: number;
  /** Whether there may be more new sessions than `added`, because the fresh list ends before the last row shown. */
  readonly more: boolean;
  /** Whether the fresh list has the sessions that are also on the page in another order than the page. */
  readonly moved: boolean;
}

export const orderOf = ({ sessions, next_cursor }: SessionsAnswer): FreshOrder => ({
  ids: sessions.map(({ _id }) => _id),
  complete: next_cursor === undefined,
});

/**
 * Returns the sessions of the loaded pages. A session that moved to a later page meanwhile is on both, but listed once.
 */
export const rowsOf = (pages: readonly SessionsAnswer[]): SessionAnswer[] => {
  const listed = new Set<string>();
  return pages
    .flatMap(({ sessions }) => sessions)
    .filter(({ _id }) => {
      const isFirst = !listed.has(_id);
      listed.add(_id);
      return isFirst;
    });
};

/**
 * Returns how a fresh list differs from the list on the page.
 * @param allShown whether the page has no further sessions to load
 */
export const differenceOf = (
  rows: readonly SessionAnswer[],
  fresh: FreshOrder,
  allShown: boolean,
): Difference => {
  const shown = new Set(rows.map(({ _id }) => _id));
  const inFresh = new Set(fresh.ids);
  const kept = fresh.ids.filter((id) => shown.has(id));
  const lastKept = fresh.ids.findLastIndex((id) => shown.has(id));
  const end = allShown || lastKept < 0 ? fresh.ids.length : lastKept;
  return {
    added: fresh.ids.slice(0, end).filter((id) => !shown.has(id)).length,
    more: end === fresh.ids.length && !fresh.complete,
    moved: rows.filter(({ _id }) => inFresh.has(_id)).some(({ _id }, index) => _id !== kept[index]),
  };
};

/** Returns the pages with newer figures of the sessions on them. Every session keeps its place. */
export const updatePages = (
  pages: readonly SessionsAnswer[],
  newer: readonly SessionAnswer[],
): SessionsAnswer[] => {
  const byId = new Map(newer.map((session) => [session._id, session]));
  return pages.map((page) => ({
    ...page,
    sessions: page.sessions.map((session) => byId.get(session._id) ?? session),
  }));
};
