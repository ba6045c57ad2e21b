import { holds, type SeenVisit, sumByPath, ticks } from './seen-visit.js';

export const UPDATE_MS = 15_000;

/** The duration of a record that was never updated. */
export const SHORT_STAY_MS = UPDATE_MS / 2;

/**
 * Ackee creates a record when a page view begins, and updates it every 15 s unless the page is hidden at that moment.
 * The record lasts from its creation to its last update by the server's clock, or 7.5 s when that is less than 15 s. A
 * request without network is lost; when the first request is lost, there is no record.
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
