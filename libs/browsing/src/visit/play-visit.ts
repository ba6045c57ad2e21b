import type { BrowserTab } from '../chromium/browser-tab.js';
import type { OpenOptions } from '../chromium/chromium.js';
import type { Observation, Sight, Span } from './truth.js';
import type { Act, Stretch } from './visit.js';

/** Who plays a visit, and by which clock. */
export interface VisitPlayer {
  /** By the clock of the pages, in epoch milliseconds. */
  now(): number;
  /** Resolves when so many seconds of the visit have passed. */
  until(seconds: number): Promise<void>;
  /** A page of the application with the tracker and the observer in it. */
  open(path: string, as: OpenOptions['as']): Promise<BrowserTab>;
  lookAway(): Promise<void>;
  sleep(seconds: number): Promise<void>;
  close(tab: BrowserTab): Promise<void>;
  /** Resolves when what an act brings about at once has been done. */
  settle(): Promise<void>;
}

/** Plays a visit on real pages, and gives back what an observer saw of it. */
export const playVisit = async (
  stretches: readonly Stretch[],
  player: VisitPlayer,
  onStretch: (stretch: Stretch) => void = () => undefined,
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

  for (const stretch of stretches) {
    for (const [index, act] of stretch.acts.entries()) {
      await player.until(act.at);
      if (index === 0) onStretch(stretch);
      await perform(act);
    }
  }
  return { pages, sleeps, outages };
};
