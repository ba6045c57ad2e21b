import { describe, expect, it } from '@jest/globals';
import { type Sight, truthOf } from './truth.js';

describe('truthOf', () => {
  const page = (closedAt: number, ...sights: Sight[]) => ({ sights, closedAt });

  it('counts the path that a page shows until the page is hidden or closed', () => {
    const pages = [page(100, [0, true, 'a'], [10, true, 'b'], [30, false, 'b'], [60, true, 'c'])];
    expect([...truthOf({ pages, sleeps: [] })]).toEqual([
      ['a', 10],
      ['b', 20],
      ['c', 40],
    ]);
  });

  it('does not count sleep', () => {
    const pages = [page(100, [0, true, 'a'])];
    expect([...truthOf({ pages, sleeps: [{ from: 20, to: 50 }] })]).toEqual([['a', 70]]);
  });

  it('counts time once if two pages show the same path', () => {
    const pages = [page(100, [0, true, 'a']), page(120, [60, true, 'a'])];
    expect([...truthOf({ pages, sleeps: [] })]).toEqual([['a', 120]]);
  });

  it('counts the time for the earlier page while the browser changes pages', () => {
    const pages = [page(1000, [0, true, 'a']), page(1200, [750, true, 'b'])];
    expect([...truthOf({ pages, sleeps: [] })]).toEqual([
      ['a', 1000],
      ['b', 200],
    ]);
  });

  it('throws if two pages show different paths at once for longer than a change of page takes', () => {
    const pages = [page(1000, [0, true, 'a']), page(1200, [749, true, 'b'])];
    expect(() => truthOf({ pages, sleeps: [] })).toThrow('a and b are visible at once');
  });
});
