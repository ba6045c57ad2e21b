import { describe, expect, test } from '@jest/globals';
import {
  activeWindowAt,
  CLOCK_TOLERANCE_MS,
  isActive,
  isAhead,
  isInWindow,
  type PageState,
  placesOf,
  showsView,
  startSession,
} from './session-state.js';
import { foldPing } from './fold.js';
import { contractPings, EXAMPLE_RULES, pagePings, PATHS, type TimedPing } from './testing/examples.js';
import { play, START } from './testing/play.js';

test('isActive is true until the session has been silent for the alive duration', () => {
  const lastPing = 1_000_000;
  expect(isActive(lastPing, lastPing, 300_000)).toBe(true);
  expect(isActive(lastPing, lastPing + 299_999, 300_000)).toBe(true);
  expect(isActive(lastPing, lastPing + 300_000, 300_000)).toBe(false);
});

test('isActive is true while the last ping is at most the clock tolerance ahead of the clock', () => {
  const now = 1_000_000;
  expect(CLOCK_TOLERANCE_MS).toBe(30_000);
  expect(isActive(now + 30_000, now, 300_000)).toBe(true);
  expect(isActive(now + 30_001, now, 300_000)).toBe(false);
  expect(isAhead(now + 30_000, now)).toBe(false);
  expect(isAhead(now + 30_001, now)).toBe(true);
});

test('a last ping lies in the window of active sessions exactly when the session is active', () => {
  const now = 1_000_000;
  const { after, until } = activeWindowAt(now, 300_000);
  for (const lastPing of [after, after + 1, now, until, until + 1]) {
    expect(isInWindow(lastPing, { after, until })).toBe(isActive(lastPing, now, 300_000));
  }
});

test('startSession returns a state with all pings at the start and no time', () => {
  expect(startSession(7)).toEqual({
    start: 7,
    lastPing: 7,
    lastVisiblePing: 7,
    lastVisiblePath: [],
    visibleMs: 0,
    pages: [],
    covered: [],
  });
});

describe('the instant since when a session is at a place', () => {
  /**
   * Returns, for each place of the session, the place and since when the session is there, in seconds from its start.
   */
  const sinceAfter = (pings: TimedPing[]) =>
    placesOf(play(pings).session.state, { after: START - 1, until: Infinity }).map(
      ({ view, tab, visible, since }) => [[view, tab].join(), visible, (since - START) / 1000],
    );
  const [a, b] = [PATHS.A.join(), PATHS.B.join()];

  test('without page_id, is the beginning of the time that counts for the view and tab without a break', () => {
    expect(sinceAfter(contractPings('0vA 60vA 120vA'))).toEqual([[a, true, 0]]);
    expect(sinceAfter(contractPings('0vA 60vA 90vB 150vB'))).toEqual([[b, true, 60]]);
    expect(sinceAfter(contractPings('0vA 60hA 120vA 180vA'))).toEqual([[a, true, 60]]);
    expect(sinceAfter(contractPings('0vA 60vB 120vA'))).toEqual([[a, true, 60]]);
  });

  test('without page_id, is the time of the last visible ping if the view and tab are hidden now', () => {
    expect(sinceAfter(contractPings('0vA 60vA 90hA 120hA'))).toEqual([[a, false, 60]]);
    expect(sinceAfter(contractPings('0vA 60vA 75xA 135hA'))).toEqual([[a, false, 75]]);
  });

  test('with page_id, is the first ping since which the page shows the view and tab in the same visibility', () => {
    expect(sinceAfter(pagePings('0vA 60vA 120vA'))).toEqual([[a, true, 0]]);
    expect(sinceAfter(pagePings('0vA 60vA 90vB 150vB'))).toEqual([[b, true, 90]]);
    expect(sinceAfter(pagePings('0vA 60xA 90hA'))).toEqual([[a, false, 60]]);
    expect(sinceAfter(pagePings('0vA 60xA 90vA 150vA'))).toEqual([[a, true, 90]]);
  });

  test('is the time of the last stored ping for a page that an older version stored without this instant', () => {
    const { state } = play(pagePings('0vA 60vA')).session;
    const [page] = state.pages;
    if (!page) throw new Error('The session has a page');
    const old = { ...state, pages: [{ ...page, since: undefined }] };
    const ping = { kind: 'keepalive', visible: true, path: PATHS.A, pageId: page.id } as const;
    const time = { state: old, totals: new Map(), trail: [] };
    expect(foldPing(time, ping, START + 90_000, EXAMPLE_RULES).state.pages).toMatchObject([
      { since: START + 60_000 },
    ]);
  });
});

describe('placesOf', () => {
  const WINDOW = activeWindowAt(1_000_000, 300_000);
  const page = (change: Partial<PageState>): PageState => ({
    id: 'p',
    at: 990_000,
    since: 800_000,
    visible: true,
    path: ['home', 'news'],
    ...change,
  });
  const seen = { ...startSession(700_000), lastVisiblePath: ['old'] as const, lastVisiblePing: 750_000 };

  test('returns no place for a session that has only been started', () => {
    expect(placesOf(startSession(990_000), WINDOW)).toEqual([]);
  });

  test('without pages, returns the view and tab of the last visible ping: visible if the session still shows them, otherwise hidden', () => {
    const shown = { ...seen, shownView: 'old', shownSince: 720_000 };
    expect(placesOf(shown, WINDOW)).toEqual([{ view: 'old', visible: true, since: 720_000 }]);
    expect(placesOf(seen, WINDOW)).toEqual([{ view: 'old', visible: false, since: 750_000 }]);
  });

  test('returns one place for all pages with the same view, tab and visibility; it begins when the first of them is there', () => {
    const pages = [
      page({}),
      page({ since: 790_000 }),
      page({ visible: false }),
      page({ path: ['home'], since: undefined }),
    ];
    expect(placesOf({ ...seen, pages }, WINDOW)).toEqual([
      { view: 'home', tab: 'news', visible: true, since: 790_000 },
      { view: 'home', tab: 'news', visible: false, since: 800_000 },
      { view: 'home', visible: true, since: 990_000 },
    ]);
  });

  test('leaves out a page that has been silent for the alive duration', () => {
    const pages = [page({ at: WINDOW.after }), page({ at: WINDOW.after + 1, path: ['news'] })];
    expect(placesOf({ ...seen, pages }, WINDOW).map(({ view }) => view)).toEqual(['news']);
  });

  test('has a visible place on a view exactly when showsView says that the session is there', () => {
    const states = [
      seen,
      { ...seen, shownView: 'old' },
      { ...seen, shownView: '(other)' },
      ...[{}, { visible: false }, { listedView: '(other)' }, { at: WINDOW.after }].map((change) => ({
        ...seen,
        pages: [page(change)],
      })),
    ];
    for (const state of states) {
      for (const view of ['old', 'home', '(other)']) {
        const isThere = placesOf(state, WINDOW).some((place) => place.visible && place.view === view);
        expect([state, view, isThere]).toEqual([state, view, showsView(state, view, WINDOW)]);
      }
    }
    expect(placesOf({ ...seen, shownView: '(other)' }, WINDOW)[0]).toMatchObject({ tab: undefined });
  });
});
