import { describe, expect, it } from '@jest/globals';
import { type Sight, truthOf } from './truth.js';

describe('what was visible for how long', () => {
  const page = (closedAt: number, ...sights: Sight[]) => ({ sights, closedAt });

  it('is what a page shows until it is hidden or closed', () => {
    const pages = [page(100, [0, true, 'a'], [10, true, 'b'], [30, false, 'b'], [60, true, 'c'])];
    expect([...truthOf({ pages, sleeps: [] })]).toEqual([
      ['a', 10],
      ['b', 20],
      ['c', 40],
    ]);
  });

  it('is not what passed in sleep', () => {
    const pages = [page(100, [0, true, 'a'])];
    expect([...truthOf({ pages, sleeps: [{ from: 20, to: 50 }] })]).toEqual([['a', 70]]);
  });

  it('counts once what two pages show', () => {
    const pages = [page(100, [0, true, 'a']), page(120, [60, true, 'a'])];
    expect([...truthOf({ pages, sleeps: [] })]).toEqual([['a', 120]]);
  });

  it('is what was there first while the browser changes pages', () => {
    const pages = [page(1000, [0, true, 'a']), page(1200, [750, true, 'b'])];
    expect([...truthOf({ pages, sleeps: [] })]).toEqual([
      ['a', 1000],
      ['b', 200],
    ]);
  });

  it('is not known where two pages show different paths', () => {
    const pages = [page(1000, [0, true, 'a']), page(1200, [749, true, 'b'])];
    expect(() => truthOf({ pages, sleeps: [] })).toThrow('a and b are visible at once');
  });
});
