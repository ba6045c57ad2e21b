import { expect, it } from '@jest/globals';
import { toMilliseconds, toSeconds } from '@dwell/shared';
import {
  type BrowserTab,
  OBSERVER,
  playVisit,
  TEN_MINUTES,
  truthOf,
  type VisitPlayer,
} from '@dwell/browsing';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { useTrackedStage } from './support/tracked-stage.js';
import type { VisitedTab, Visitor } from './support/visitor.js';

/** Allowed difference between the recorded and the true time of a view, in milliseconds. */
const TOLERANCE_MS = 200;

describeInBrowser('a visit of ten minutes', () => {
  const stage = useTrackedStage();

  const playerFor = (visitor: Visitor, system: 'windows' | 'other'): VisitPlayer => {
    const start = stage().server.clock.now();
    const pages = new Map<BrowserTab, VisitedTab>();
    return {
      now: () => stage().server.clock.now(),
      until: (seconds) => visitor.pass(seconds - toSeconds(stage().server.clock.now() - start)),
      open: async (path, as) => {
        const page = await visitor.open(path, { as, before: OBSERVER });
        page.expected.push('net::ERR_INTERNET_DISCONNECTED');
        pages.set(page.tab, page);
        return page.tab;
      },
      lookAway: () => visitor.hidePage(),
      sleep: (seconds) => visitor.sleep(seconds, system),
      close: async (tab) => {
        const page = pages.get(tab);
        if (page) await visitor.close(page);
      },
      settle: () => visitor.settle(),
    };
  };

  it.each(['windows', 'other'] as const)(
    'is recorded with the true times of all views, which add up to the total (%s)',
    async (system) => {
      const visitor = await stage().visitor();
      const truth = truthOf(await playVisit(TEN_MINUTES, playerFor(visitor, system)));
      const { tab_duration, visible_duration } = await visitor.session();
      const recorded = Object.entries(tab_duration as Record<string, number>);

      expect(recorded.map(([path]) => path).sort()).toEqual([...truth.keys()].sort());
      for (const [path, seconds] of recorded) {
        const difference = toMilliseconds(seconds) - (truth.get(path) ?? NaN);
        expect([path, Math.abs(difference) <= TOLERANCE_MS, difference]).toEqual([path, true, difference]);
      }
      const sum = recorded.reduce((ms, [, seconds]) => ms + toMilliseconds(seconds), 0);
      expect(sum).toBe(toMilliseconds(visible_duration));
    },
  );
});
