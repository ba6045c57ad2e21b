import type { BrowserTab } from '../chromium/browser-tab.js';
import type { OpenOptions } from '../chromium/chromium.js';
import type { Observation, Sight, Span } from './truth.js';
import type { Act, Scene } from './visit.js';

/** Carries out the actions of a visit, and provides its clock. */
export interface VisitPlayer {
  /** Returns the time of the pages' clock, in epoch milliseconds. */
  now(): number;
  /** Resolves `seconds` after the visit's start. */
  until(seconds: number): Promise<void>;
  /** Opens a page of the application, with the tracker and the observer. */
  open(path: string, as: OpenOptions['as']): Promise<BrowserTab>;
  lookAway(): Promise<void>;
  sleep(seconds: number): Promise<void>;
  close(tab: BrowserTab): Promise<void>;
  /**
   * Resolves when the requests that an act causes at once are answered and the pages have handled the answers. In real
   * time, resolves at once.
   */
  settle(): Promise<void>;
}

/** Plays a visit on real pages, and returns what the observer on each page saw. */
export const playVisit = async (
  scenes: readonly Scene[],
  player: VisitPlayer,
  onScene: (scene: Scene) => void = () => undefined,
): Promise<Observation> => {
  const tabs = new Map<string, BrowserTab>();
  const pages: { sights: readonly Sight[]; closedAt: number }[] = [];
  const sleeps: Span[] = [];
  const outages: Span[] = [];
  let offlineSince = 0;
  const tabOf = (page: string): BrowserTab => {
    const tab = tabs.get(page);
    if (!tab) throw new Error(`There is no page ${page}`);
    return tab;
  };

  const perform = async (act: Act): Promise<void> => {
    switch (act.does) {
      case 'open':
        tabs.set(act.page, await player.open(act.path, act.as));
        break;
      case 'go':
        await tabOf(act.page).evaluate(`history.pushState(null, '', ${JSON.stringify(act.path)})`);
        break;
      case 'look away':
        await player.lookAway();
        break;
      case 'look at':
        await tabOf(act.page).activate();
        break;
      case 'sleep': {
        const from = player.now();
        await player.sleep(act.seconds);
        sleeps.push({ from, to: player.now() });
        break;
      }
      case 'lose the network':
        await Promise.all([...tabs.values()].map((tab) => tab.setOffline(true)));
        offlineSince = player.now();
        break;
      case 'get the network back':
        outages.push({ from: offlineSince, to: player.now() });
        await Promise.all([...tabs.values()].map((tab) => tab.setOffline(false)));
        break;
      case 'close': {
        const tab = tabOf(act.page);
        tabs.delete(act.page);
        const sights = await tab.evaluate<Sight[]>('sights');
        pages.push({ sights, closedAt: player.now() });
        await player.close(tab);
      }
    }
    await player.settle();
  };

  for (const scene of scenes) {
    for (const [index, act] of scene.acts.entries()) {
      await player.until(act.at);
      if (index === 0) onScene(scene);
      await perform(act);
    }
  }
  return { pages, sleeps, outages };
};
