import { describe, expect, it } from '@jest/globals';
import {
  allRecovered,
  MORE_TRAFFIC,
  noMoreTraffic,
  noPageSentMore,
  noStorm,
  STORM,
  timesAreTrue,
  VISIBLE_TOLERANCE_MS,
} from './checks.js';
import type { Phase } from './course.js';
import type { Traffic } from './traffic.js';

const traffic = (more: Partial<Traffic> = {}): Traffic => ({
  requests: 1_000,
  perSecond: 200,
  busiestSecond: 240,
  ofPage: new Map(),
  ...more,
});
const phase = (more: Partial<Phase> = {}): Phase => ({
  name: '503',
  intervals: 4,
  traffic: traffic(),
  ...more,
});

describe('the checks of a run', () => {
  it('report a page that sends too many requests', () => {
    const sends = (count: number): boolean => {
      const ofPage = new Map([
        ['ann', 1],
        ['bob', count],
      ]);
      return noPageSentMore(phase({ traffic: traffic({ ofPage }), intervals: 4.0004, perInterval: 2 })).holds;
    };
    expect([8, 9].map(sends)).toEqual([true, false]);
  });

  it('report a failure during which all pages together send too many requests', () => {
    const send = (perSecond: number): boolean =>
      noMoreTraffic(phase({ traffic: traffic({ perSecond }) }), traffic()).holds;
    expect([MORE_TRAFFIC * 200, MORE_TRAFFIC * 200 + 1].map(send)).toEqual([true, false]);
  });

  it('report a second with too many requests, in any phase', () => {
    const brings = (busiestSecond: number): boolean =>
      noStorm([phase(), phase({ traffic: traffic({ busiestSecond }) })], traffic()).holds;
    expect([STORM * 240, STORM * 240 + 1].map(brings)).toEqual([true, false]);
  });

  it('report a failure from which some pages do not recover', () => {
    const all = phase({
      recoveriesMs: new Map([
        ['ann', 1],
        ['bob', 2],
      ]),
    });
    expect(allRecovered([phase(), all, all], 2).holds).toBe(true);
    expect(allRecovered([phase(), all, phase({ recoveriesMs: new Map([['ann', 1]]) })], 2).holds).toBe(false);
  });

  it('report a user whose time is wrong, and one who has no session or two sessions', () => {
    const session = (username: string, seconds: number) => ({ username, visible_duration: seconds }) as never;
    const check = (sessions: readonly never[]) =>
      timesAreTrue([{ username: 'ann', ms: 60_000 }], sessions).holds;
    const limit = VISIBLE_TOLERANCE_MS / 1_000;
    expect([60 - limit, 60 + limit].map((seconds) => check([session('ann', seconds)]))).toEqual([true, true]);
    expect([59.999 - limit, 60.001 + limit].map((seconds) => check([session('ann', seconds)]))).toEqual([
      false,
      false,
    ]);
    expect(check([])).toBe(false);
    expect(check([session('ann', 30), session('ann', 30)])).toBe(false);
  });
});
