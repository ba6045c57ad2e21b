import { type Figures, foldName, type TabFigures, type RankedUser } from '@dwell/shared';
import type { Answers, Expected, Query, Windows } from './answers.js';
import { byName, durationsOf, isNear, lengthOf, milliseconds, ranked, seconds } from './figures.js';
import type { Recount, Selection } from './recount.js';
import type { Window } from './wall-clock.js';

const figuresOf = (recount: Recount, window: Window, query: Selection): Figures => {
  const pieces = recount.pieces(window, query);
  const visits = recount.visits(window, query);
  return {
    visible_duration: seconds(lengthOf(pieces)),
    visits: visits.length,
    users: new Set(pieces.map(({ username }) => username)).size,
    views: new Set(pieces.map(({ view }) => view)).size,
    sessions: recount.overlapping(window, query).length,
    ...durationsOf(visits),
  };
};

export const expectedSummary = (
  recount: Recount,
  { window, previous }: Windows,
  query: Query,
): Expected<'summary'> => ({
  current: figuresOf(recount, window, query),
  previous: previous && figuresOf(recount, previous, query),
  active_sessions: recount.active(query),
  all_active_sessions: recount.active({ ...query, view: undefined }),
});

export const expectedViews = (
  recount: Recount,
  { window, previous }: Windows,
  query: Query,
): Expected<'views'> => {
  const pieces = recount.pieces(window, query);
  const visits = recount.visits(window, query);
  const before = previous && recount.pieces(previous, query);
  return {
    views: ranked(pieces, ({ view }) => view).map(([view, own]) => {
      const visited = visits.filter((visit) => visit.view === view);
      return {
        view,
        visible_duration: seconds(lengthOf(own)),
        share: lengthOf(own) / lengthOf(pieces),
        visits: visited.length,
        users: new Set(own.map(({ username }) => username)).size,
        here_now: recount.active({ ...query, view }),
        ...durationsOf(visited),
        previous_visible_duration: before && seconds(lengthOf(before.filter((piece) => piece.view === view))),
        tabs: ranked(own, ({ tab }) => tab ?? '').map(([name, onTab]): TabFigures => {
          const visitedTab = visited.filter(({ tab = '' }) => tab === name);
          return {
            tab: name || null,
            visible_duration: seconds(lengthOf(onTab)),
            visits: visitedTab.length,
            ...durationsOf(visitedTab),
          };
        }),
      };
    }),
  };
};

/** Returns the whole ranking, on one page. */
export const expectedUsers = (
  recount: Recount,
  { window, previous }: Windows,
  query: Query,
): Expected<'users'> => {
  const { sort = 'visible_duration', order = sort === 'username' ? 'asc' : 'desc', search = '' } = query;
  const pieces = recount.pieces(window, query);
  const visits = recount.visits(window, query);
  const before = previous && recount.pieces(previous, query);
  const users = [...Map.groupBy(pieces, ({ username }) => username)].map(([username, own]): RankedUser => {
    const only = { ...query, usernames: [username] };
    const [top] = ranked(own, ({ view }) => view);
    const pings = recount.sessionsOf(only).map(({ lastPing }) => lastPing);
    return {
      username,
      rank: NaN,
      visible_duration: seconds(lengthOf(own)),
      share: lengthOf(own) / lengthOf(pieces),
      visits: visits.filter((visit) => visit.username === username).length,
      sessions: recount.overlapping(window, only).length,
      last_seen: seconds(Math.min(recount.now, Math.max(...pings))),
      top_view: top?.[0] ?? null,
      previous_visible_duration:
        before && seconds(lengthOf(before.filter((piece) => piece.username === username))),
    };
  });
  const direction = order === 'asc' ? 1 : -1;
  const all = users.sort((a, b) =>
    sort === 'username'
      ? direction * byName(a.username, b.username)
      : direction * (a[sort] - b[sort]) || byName(a.username, b.username),
  );
  const found = all
    .map((user, index) => ({ ...user, rank: index + 1 }))
    .filter(({ username }) => foldName(username).includes(foldName(search)));
  return { users: found, total: found.length };
};

/** Returns the expected answer. The limits of its buckets are those of the actual answer. */
export const expectedDistribution = (
  recount: Recount,
  { window }: Windows,
  query: Query,
  { buckets }: Answers['distribution'],
): Expected<'distribution'> => {
  const visits = recount.visits(window, query);
  return {
    visits: visits.length,
    ...durationsOf(visits),
    relative_error: 0.05,
    buckets: buckets.map(({ after, up_to }) => ({
      after,
      up_to,
      visits: visits.filter(({ ms }) => ms > milliseconds(after) && ms <= milliseconds(up_to)).length,
    })),
  };
};

/**
 * Returns the expected answer. Whether a path is left at once depends on an inexact median. For a path whose exact
 * median is so near to the limit that both answers are right, `actual` decides.
 */
export const expectedUnused = (
  recount: Recount,
  { window }: Windows,
  query: Query,
  actual: Answers['unused'],
): Expected<'unused'> => {
  const { left_within: leftWithin = 5 } = query;
  const always = { from: 0, to: Infinity };
  const known = recount.pieces(always, { view: query.view });
  const used = recount.pieces(window, query);
  const pathOf = ({ view, tab }: { view: string; tab?: string | null }): string =>
    JSON.stringify([view, tab ?? null]);
  const usedViews = new Set(used.map(({ view }) => view));
  const usedPaths = new Set(used.map(pathOf));
  const paths = [...new Map(known.map((piece) => [pathOf(piece), piece])).values()]
    .map(({ view, tab = null }) => ({ view, tab }))
    .sort(byPath);
  const isLeft = (path: string, median: number | null): boolean => {
    if (median === null) return false;
    if (isNear(leftWithin, median)) return actual.left_at_once.some((left) => pathOf(left) === path);
    return median < leftWithin;
  };
  return {
    unused_views: [...new Set(paths.map(({ view }) => view))]
      .filter((view) => !usedViews.has(view))
      .map((view) => ({ view })),
    unused_tabs: paths.filter((path) => usedViews.has(path.view) && !usedPaths.has(pathOf(path))),
    left_within: leftWithin,
    left_at_once: [...Map.groupBy(recount.visits(window, query), pathOf)]
      .filter(([path, visits]) => isLeft(path, durationsOf(visits).median_visit_duration))
      .flatMap(([, visits]) => {
        const [first] = visits;
        if (!first) return [];
        const { view, tab = null } = first;
        return [{ view, tab, visits: visits.length, ...durationsOf(visits) }];
      })
      .sort((a, b) => b.visits - a.visits || byPath(a, b)),
  };
};

interface PathName {
  readonly view: string;
  readonly tab: string | null;
}

const byPath = (a: PathName, b: PathName): number =>
  byName(a.view, b.view) || byName(a.tab ?? '', b.tab ?? '');
