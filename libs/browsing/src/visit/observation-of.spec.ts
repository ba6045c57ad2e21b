import { describe, expect, it } from '@jest/globals';
import { observationOf } from './observation-of.js';
import { truthOf } from './truth.js';
import { type Act, TEN_MINUTES } from './visit.js';

describe('observationOf', () => {
  const pagesOf = (...acts: Act[]) => observationOf([{ name: 'all', acts }]).pages;

  it('hides a browser tab when another is opened in front of it, until the visitor looks at the first again', () => {
    const pages = pagesOf(
      { at: 0, does: 'open', page: 'first', path: 'a' },
      { at: 1, does: 'open', page: 'second', path: 'b' },
      { at: 2, does: 'look at', page: 'first' },
      { at: 3, does: 'go', page: 'first', path: 'c' },
      { at: 4, does: 'look away' },
      { at: 5, does: 'close', page: 'first' },
      { at: 6, does: 'close', page: 'second' },
    );
    expect(pages).toEqual([
      {
        sights: [
          [0, true, 'a'],
          [1000, false, 'a'],
          [2000, true, 'a'],
          [3000, true, 'c'],
          [4000, false, 'c'],
        ],
        closedAt: 5000,
      },
      {
        sights: [
          [1000, true, 'b'],
          [2000, false, 'b'],
        ],
        closedAt: 6000,
      },
    ]);
  });

  it('keeps a page visible when another window or a background tab is opened', () => {
    const pages = pagesOf(
      { at: 0, does: 'open', page: 'first', path: 'a' },
      { at: 1, does: 'open', page: 'beside', path: 'b', as: 'window' },
      { at: 2, does: 'open', page: 'behind', path: 'c', as: 'background' },
      { at: 3, does: 'go', page: 'behind', path: 'd' },
      { at: 4, does: 'close', page: 'beside' },
      { at: 4, does: 'close', page: 'first' },
      { at: 4, does: 'close', page: 'behind' },
    );
    expect(pages.map(({ sights }) => sights)).toEqual([
      [[1000, true, 'b']],
      [[0, true, 'a']],
      [
        [2000, false, 'c'],
        [3000, false, 'd'],
      ],
    ]);
  });

  it('shows a view for eight of the ten minutes: for one minute the user is in another application, and for one the computer sleeps', () => {
    const observation = observationOf(TEN_MINUTES);
    const truth = truthOf(observation);
    expect(observation.sleeps).toEqual([{ from: 255_100, to: 315_100 }]);
    expect(observation.outages).toEqual([{ from: 345_000, to: 405_000 }]);
    expect([...truth.values()].reduce((sum, ms) => sum + ms, 0)).toBe(480_000);
    expect(truth.get('/planning')).toBe(15_100 + 14_900 + 25_000);
    expect(truth.get('/reports')).toBe(40_300 + 40_000);
  });
});
