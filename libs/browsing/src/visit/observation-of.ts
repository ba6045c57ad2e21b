import type { Observation, Sight, Span } from './truth.js';
import type { Act, Scene } from './visit.js';

/** A page, and the window of its browser tab; undefined is the first window. */
interface OpenPage {
  readonly window: string | undefined;
  readonly sights: Sight[];
  path: string;
}

/**
 * Returns what the observer would record of a visit. Plays it without a browser: each action takes effect at once.
 * Times are in milliseconds since the visit's start.
 */
export const observationOf = (scenes: readonly Scene[]): Observation => {
  const open = new Map<string, OpenPage>();
  const inFront = new Map<string | undefined, OpenPage | undefined>();
  const pages: { sights: readonly Sight[]; closedAt: number }[] = [];
  const sleeps: Span[] = [];
  const outages: Span[] = [];
  let offlineSince = 0;
  const pageOf = (name: string): OpenPage => {
    const page = open.get(name);
    if (!page) throw new Error(`There is no page ${name}`);
    return page;
  };
  const see = (page: OpenPage | undefined, at: number): void => {
    page?.sights.push([at, inFront.get(page.window) === page, page.path]);
  };
  const show = (at: number, window: string | undefined, page?: OpenPage): void => {
    const before = inFront.get(window);
    inFront.set(window, page);
    see(before, at);
    see(page, at);
  };

  const perform = (act: Act, at: number): void => {
    if (act.does === 'open') {
      const page = { window: act.as === 'window' ? act.page : undefined, sights: [], path: act.path };
      open.set(act.page, page);
      if (act.as === 'background') see(page, at);
      else show(at, page.window, page);
    } else if (act.does === 'go') see(Object.assign(pageOf(act.page), { path: act.path }), at);
    else if (act.does === 'look away') show(at, undefined);
    else if (act.does === 'look at') show(at, pageOf(act.page).window, pageOf(act.page));
    else if (act.does === 'sleep') sleeps.push({ from: at, to: at + act.seconds * 1000 });
    else if (act.does === 'lose the network') offlineSince = at;
    else if (act.does === 'get the network back') outages.push({ from: offlineSince, to: at });
    else {
      // The remaining act is 'close'.
      const page = pageOf(act.page);
      if (inFront.get(page.window) === page) inFront.delete(page.window);
      pages.push({ sights: page.sights, closedAt: at });
    }
  };

  for (const act of scenes.flatMap(({ acts }) => acts)) perform(act, Math.round(act.at * 1000));
  return { pages, sleeps, outages };
};
