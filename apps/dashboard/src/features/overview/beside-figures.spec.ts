import { describe, expect, it } from '@jest/globals';
import type { Figures, ViewFigures } from '@dwell/shared';
import { figurePairs, viewPairs } from './beside-figures.js';

const figures = (given: Partial<Figures>): Figures => ({
  visible_duration: 0,
  visits: 0,
  users: 0,
  views: 0,
  sessions: 0,
  mean_visit_duration: null,
  median_visit_duration: null,
  p95_visit_duration: null,
  ...given,
});

const view = (name: string, visible_duration: number, share: number): ViewFigures => ({
  view: name,
  visible_duration,
  share,
  visits: 0,
  users: 0,
  here_now: 0,
  previous_visible_duration: null,
  tabs: [],
  mean_visit_duration: null,
  median_visit_duration: null,
  p95_visit_duration: null,
});

describe('figures of two groups', () => {
  it('are also computed per user, and are null per user for a group without users', () => {
    const pairs = figurePairs(figures({ visible_duration: 600, visits: 9, users: 4 }), figures({}));
    expect(pairs.find(({ name }) => name === 'time_per_user')).toMatchObject({ first: 150, second: null });
    expect(pairs.find(({ name }) => name === 'visits_per_user')).toMatchObject({ first: 2.25, second: null });
    expect(pairs.find(({ name }) => name === 'visible_duration')).toMatchObject({ first: 600, second: 0 });
  });
});

describe('the views of two groups', () => {
  const first = { views: [view('/a', 900, 0.9), view('/b', 100, 0.1)] };
  const second = { views: [view('/c', 6, 0.6), view('/b', 4, 0.4)] };

  it('are in the order of their largest shares, and a view that one group never opened has no time there', () => {
    expect(viewPairs(first, second, { first: 1, second: 1 })).toEqual([
      { view: '/a', first: { seconds: 900, share: 0.9 }, second: { seconds: 0, share: 0 } },
      { view: '/c', first: { seconds: 0, share: 0 }, second: { seconds: 6, share: 0.6 } },
      { view: '/b', first: { seconds: 100, share: 0.1 }, second: { seconds: 4, share: 0.4 } },
    ]);
  });

  it('have times per user, and the same shares', () => {
    const [a, c] = viewPairs(first, second, { first: 10, second: 2 });
    expect([a?.first, c?.second]).toEqual([
      { seconds: 90, share: 0.9 },
      { seconds: 3, share: 0.6 },
    ]);
  });
});
