import { describe, expect, it } from '@jest/globals';
import type { StretchAnswer } from '@dwell/shared';
import { viewTimes } from './session-paths.js';
import { stretchAt, timeByState, viewColors } from './trail.js';

describe("a session's time by view", () => {
  it('ranks views and their tabs by time', () => {
    expect(viewTimes({ '/help': 5, '/orders': { Open: 1.5, Shipped: 20.25 }, '/stock': 10 })).toEqual([
      {
        view: '/orders',
        seconds: 21.75,
        tabs: [
          { tab: 'Shipped', seconds: 20.25 },
          { tab: 'Open', seconds: 1.5 },
        ],
      },
      { view: '/stock', seconds: 10, tabs: [] },
      { view: '/help', seconds: 5, tabs: [] },
    ]);
  });

  it('tells the time without a tab from the time on tabs', () => {
    expect(viewTimes({ '/orders': { Open: 2, '(no tab)': 3 } })[0]?.tabs).toEqual([
      { tab: null, seconds: 3 },
      { tab: 'Open', seconds: 2 },
    ]);
  });

  it('takes any name', () => {
    const durations = JSON.parse('{"__proto__": 1, "constructor": {"toString": 2}}') as Record<
      string,
      number
    >;
    expect(viewTimes(durations).map(({ view }) => view)).toEqual(['constructor', '__proto__']);
  });
});

describe("a session's trail", () => {
  const trail: StretchAnswer[] = [
    { from: 100, to: 160.1, state: 'visible', path: ['/a'] },
    { from: 160.1, to: 200.3, state: 'hidden' },
    { from: 200.3, to: 260, state: 'gap' },
    { from: 260, to: 260.2, state: 'visible', path: ['/b', 't'] },
  ];

  it('adds up by state, to the millisecond', () => {
    expect(timeByState(trail)).toEqual({ visible: 60.3, hidden: 40.2, gap: 59.7 });
  });

  it('has one stretch for each instant, whose end belongs to the next', () => {
    expect(stretchAt(trail, 160)?.state).toBe('visible');
    expect(stretchAt(trail, 160.1)?.state).toBe('hidden');
    expect(stretchAt(trail, 99)).toBeUndefined();
    expect(stretchAt(trail, 260.2)).toBeUndefined();
  });

  it('gives each of the longest views a colour, and the rest one together', () => {
    const views = Array.from({ length: 9 }, (_, rank) => ({
      view: `/v${String(rank)}`,
      seconds: 9 - rank,
      tabs: [],
    }));
    const colorOf = viewColors(views);
    expect(new Set(views.map(({ view }) => colorOf(view))).size).toBe(8);
    expect(colorOf('/v7')).toBe(colorOf('/v8'));
  });
});
