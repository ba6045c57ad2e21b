import { describe, expect, it } from '@jest/globals';
import type { StretchAnswer } from '@dwell/shared';
import { OTHER_COLOR } from '../../shared/charts/view-colors.js';
import { sessionLooks, stretchAt, timeByState, viewTimes } from './session-times.js';

describe("a session's time by view", () => {
  it('lists views and their tabs, longest first', () => {
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

  it('keeps the time without a tab apart from the time on tabs', () => {
    expect(viewTimes({ '/orders': { Open: 2, '(no tab)': 3 } })[0]?.tabs).toEqual([
      { tab: null, seconds: 3 },
      { tab: 'Open', seconds: 2 },
    ]);
  });

  it('accepts views and tabs named like properties of objects', () => {
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

  it('is summed by state, exact to the millisecond', () => {
    expect(timeByState(trail)).toEqual({ visible: 60.3, hidden: 40.2, gap: 59.7 });
  });

  it('has one stretch at each instant: the end of a stretch belongs to the next', () => {
    expect(stretchAt(trail, 160)?.state).toBe('visible');
    expect(stretchAt(trail, 160.1)?.state).toBe('hidden');
    expect(stretchAt(trail, 99)).toBeUndefined();
    expect(stretchAt(trail, 260.2)).toBeUndefined();
  });

  it('gives each view of a session with 60 views a colour', () => {
    const views = Array.from({ length: 60 }, (_, rank) => ({
      view: `/v${String(rank)}`,
      seconds: 60 - rank,
      tabs: [],
    }));
    const lookOf = sessionLooks(views);
    const colors = views.map(({ view }) => lookOf(view).color);
    expect(colors).not.toContain(OTHER_COLOR);
    expect(lookOf(undefined).color).toBe(OTHER_COLOR);
  });
});
