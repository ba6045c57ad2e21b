import { holds, type SeenVisit, sumByPath, ticks } from './seen-visit.js';

export const UPDATE_MS = 15_000;

/** What a record counts that was never updated. */
export const SHORT_STAY_MS = UPDATE_MS / 2;

/**
 * Ackee: a record of a page view is made when it begins and updated every 15 s unless the page is hidden then; it
 * counts from its making to its last update by the server's clock, and 7.5 s where that is less than 15 s. A request
 * without network is lost, and without the first there is no record.
 */
export const ackee = (visit: SeenVisit): Map<string, number> =>
  sumByPath(
    visit.pages.flatMap(({ views, visible }) =>
      views
        .filter(({ from }) => !holds(visit.outages, from))
        .map((view) => {
          const updates = ticks(view, UPDATE_MS, visit).filter(
            (at) => holds(visible, at) && !holds(visit.outages, at),
          );
          const ms = (updates.at(-1) ?? view.from) - view.from;
          return [view.path, ms < UPDATE_MS ? SHORT_STAY_MS : ms] as const;
        }),
    ),
  );
