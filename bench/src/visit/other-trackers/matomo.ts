import { holds, type SeenPage, type SeenVisit, sumByPath } from './seen-visit.js';

/**
 * Matomo's default: a ping is sent at the earliest this long after the page was shown or got the focus, and after the
 * last request.
 */
export const HEART_BEAT_MS = 15_000;

/** The remaining time of the last page counts only when it is longer than this. */
export const LAST_PAGE_OVER_MS = 10_000;

/**
 * Matomo's visit log, with the heart beat timer on: a page view lasts until the next page view of the visit, in any
 * browser tab, by the server's clock. The last page view lasts until the last ping. Pings are sent when a page loses
 * the focus, is hidden or is closed. A request without network is lost.
 */
export const matomo = ({ pages, outages }: SeenVisit): Map<string, number> => {
  const isSent = (at: number): boolean => !holds(outages, at);
  const views = pages
    .flatMap((page) => page.views)
    .filter(({ from }) => isSent(from))
    .sort((a, b) => a.from - b.from);
  const lastPing = Math.max(...pages.flatMap(heartBeats).filter(isSent));
  return sumByPath(
    views.map(({ from, path }, index) => {
      const next = views[index + 1];
      if (next) return [path, next.from - from];
      return [path, lastPing - from > LAST_PAGE_OVER_MS ? lastPing - from : 0];
    }),
  );
};

const heartBeats = ({ views, visible, focused, closedAt }: SeenPage): number[] => {
  const spans = [...focused, ...visible];
  const comes = spans.map(({ from }) => from);
  const goes = [...new Set([...spans.map(({ to }) => to), closedAt])].sort((a, b) => a - b);
  const requests = views.map(({ from }) => from);
  const pings: number[] = [];
  for (const at of goes) {
    const isLooked = at - latest(comes, at) > HEART_BEAT_MS;
    if (isLooked && at - latest([...requests, ...pings], at) >= HEART_BEAT_MS) pings.push(at);
  }
  return pings;
};

const latest = (instants: readonly number[], until: number): number =>
  Math.max(...instants.filter((instant) => instant <= until));
