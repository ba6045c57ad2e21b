import { describe, expect, it } from '@jest/globals';
import type { ViewFigures } from '@dwell/shared';
import { findViews, rowId, sortViews, tableRows, totalTime } from './view-rows.js';

const figures = (view: string, over: Partial<ViewFigures> = {}): ViewFigures => ({
  view,
  visible_duration: 100,
  share: 0.1,
  visits: 1,
  users: 1,
  here_now: 0,
  mean_visit_duration: null,
  median_visit_duration: null,
  p95_visit_duration: null,
  previous_visible_duration: null,
  tabs: [],
  ...over,
});

const tab = (name: string | null, seconds: number) => ({
  tab: name,
  visible_duration: seconds,
  visits: 2,
  mean_visit_duration: 5,
  median_visit_duration: 5,
  p95_visit_duration: 5,
});

const names = (views: readonly ViewFigures[]): string[] => views.map(({ view }) => view);

describe('findViews', () => {
  it('finds views by a part of their names, and ignores case, accents and blanks around the text', () => {
    const views = ['/Orders', '/órdenes', '/stock'].map((view) => figures(view));
    expect(names(findViews(views, ' ORD '))).toEqual(['/Orders', '/órdenes']);
    expect(names(findViews(views, ''))).toEqual(names(views));
    expect(findViews(views, 'order.')).toEqual([]);
  });
});

describe('sortViews', () => {
  it('sorts by a figure in both directions, and keeps the order of equal ones', () => {
    const views = [figures('a', { visits: 2 }), figures('b', { visits: 9 }), figures('c', { visits: 2 })];
    expect(names(sortViews(views, 'visits', true))).toEqual(['b', 'a', 'c']);
    expect(names(sortViews(views, 'visits', false))).toEqual(['a', 'c', 'b']);
  });

  it('puts views without a value last in both directions', () => {
    const views = [
      figures('none'),
      figures('long', { median_visit_duration: 60 }),
      figures('short', { median_visit_duration: 1 }),
    ];
    expect(names(sortViews(views, 'median_visit_duration', true))).toEqual(['long', 'short', 'none']);
    expect(names(sortViews(views, 'median_visit_duration', false))).toEqual(['short', 'long', 'none']);
  });

  it('sorts by the growth of the time, and takes time where there was none before as the most growth', () => {
    const views = [
      figures('halved', { previous_visible_duration: 200 }),
      figures('new', { previous_visible_duration: 0 }),
      figures('as new', { previous_visible_duration: 0 }),
      figures('doubled', { previous_visible_duration: 50 }),
    ];
    expect(names(sortViews(views, 'change', true))).toEqual(['new', 'as new', 'doubled', 'halved']);
    expect(names(sortViews(views, 'change', false))).toEqual(['halved', 'doubled', 'new', 'as new']);
  });

  it('sorts by name as people do, with numbers in their order', () => {
    const views = ['/page 10', '/Page 9', '/été', '/zoo'].map((view) => figures(view));
    expect(names(sortViews(views, 'view', false))).toEqual(['/été', '/Page 9', '/page 10', '/zoo']);
    expect(names(sortViews(views, 'view', true))).toEqual(['/zoo', '/page 10', '/Page 9', '/été']);
  });
});

describe('tableRows', () => {
  const views = [
    figures('/orders', { visible_duration: 60, tabs: [tab('open', 40), tab(null, 20)] }),
    figures('/help', { visible_duration: 20, tabs: [tab(null, 20)] }),
  ];
  const total = totalTime(views);

  it('has a row for each view, which says whether the view has tabs', () => {
    expect(tableRows(views, new Set(), total)).toMatchObject([
      { kind: 'view', view: '/orders', opened: false },
      { kind: 'view', view: '/help', opened: undefined },
    ]);
  });

  it('has the tabs of an opened view below it, with their shares of the time of all views', () => {
    const rows = tableRows(views, new Set(['/orders', '/help']), total);
    expect(rows).toMatchObject([
      { kind: 'view', view: '/orders', opened: true },
      { kind: 'tab', tab: 'open', share: 0.5 },
      { kind: 'tab', tab: null, share: 0.25 },
      { kind: 'view', view: '/help', opened: undefined },
    ]);
    expect(new Set(rows.map(rowId)).size).toBe(rows.length);
  });
});
