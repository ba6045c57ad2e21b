import { describe, expect, test } from '@jest/globals';
import { OTHER_VIEW, type Path, pathKey } from '../contract/values.js';
import { contractPings, expectedOutcome, pagePings, PATHS, type TimedPing } from './testing/examples.js';
import { showsView } from './session-state.js';
import { outcomeOf, play, START } from './testing/play.js';

const { A, B, C } = PATHS;

/** A window of time that contains every ping of the stories: with it, sessions and pages count as active. */
const ACTIVE = { after: START - 1, until: Infinity };

/** Returns the session's state after a story. */
const stateAfter = (pings: TimedPing[]) => play(pings).session.state;

const keepalive = (at: number, path: Path, pageId?: string): TimedPing => ({
  at,
  ping: { kind: 'keepalive', visible: true, path, pageId },
});

describe('the state of a session', () => {
  test('has its last visible ping at the start, without a path, before any ping', () => {
    expect(stateAfter([])).toMatchObject({ lastVisiblePing: START, lastVisiblePath: [], visibleMs: 0 });
  });

  test('keeps the time of its last ping if the clock goes back', () => {
    expect(stateAfter(contractPings('0vA 100vA 98vB'))).toMatchObject({
      lastPing: START + 100_000,
      lastVisiblePing: START + 100_000,
      lastVisiblePath: B,
    });
  });
});

describe('without page_id', () => {
  test('a hidden keepalive moves the last ping, clears shownView and shownSince, and changes nothing else', () => {
    const before = stateAfter(contractPings('0vA 60vA'));
    const after = stateAfter(contractPings('0vA 60vA 90hB'));
    expect(after).toEqual({
      ...before,
      lastPing: START + 90_000,
      shownView: undefined,
      shownSince: undefined,
    });
  });

  test('a session-hide counts like a visible keepalive, but clears shownView and shownSince', () => {
    expect(outcomeOf(contractPings('0vA 60xB'))).toEqual(outcomeOf(contractPings('0vA 60vB')));
    expect(stateAfter(contractPings('0vA 60xB'))).toEqual({
      ...stateAfter(contractPings('0vA 60vB')),
      shownView: undefined,
      shownSince: undefined,
    });
  });

  test('the totals include a path from its first visible ping on, even without time', () => {
    expect(outcomeOf(contractPings('0vA'))).toEqual(expectedOutcome('0 {A0}'));
    expect(outcomeOf(contractPings('0hA'))).toEqual({ visibleMs: 0, totals: [] });
  });
});

describe('with page_id', () => {
  test('the first ping of a page counts nothing, even if the page measured time', () => {
    expect(outcomeOf(pagePings('60vA(60)'))).toEqual(expectedOutcome('0 {A0}'));
  });

  test('the totals include a path from its first visible ping on, even without time', () => {
    expect(outcomeOf(pagePings('0vA'))).toEqual(expectedOutcome('0 {A0}'));
    expect(outcomeOf(pagePings('0hA 10xB'))).toEqual({ visibleMs: 0, totals: [] });
    expect(outcomeOf(pagePings('0vA 60vB 70vA'))).toEqual(expectedOutcome('70 {A60 B10}'));
  });

  test('time counts for the path that the user left, and the last visible path is the new one', () => {
    expect(outcomeOf(pagePings('0vA 60vB'))).toEqual(expectedOutcome('60 {A60 B0}'));
    expect(stateAfter(pagePings('0vA 60vB'))).toMatchObject({ lastVisiblePath: B });
  });

  test('a hidden keepalive ends the visible time, like a session-hide', () => {
    expect(outcomeOf(pagePings('0vA 60hA 120vA 130vA'))).toEqual(expectedOutcome('70 {A70}'));
    expect(outcomeOf(pagePings('0vA 60xA 120vA 130vA'))).toEqual(expectedOutcome('70 {A70}'));
  });

  test('a session-hide of a visible page sets the last visible ping and path', () => {
    expect(stateAfter(pagePings('0vA 60xB'))).toMatchObject({
      lastVisiblePing: START + 60_000,
      lastVisiblePath: B,
    });
  });

  test.each([
    ['of a hidden page', '0vA 60xA 90xB'],
    ['of an unknown page', 'p1 0vA 60xA, p2 90xB'],
  ])('a session-hide %s does not set the last visible ping', (_, pings) => {
    expect(stateAfter(pagePings(pings))).toMatchObject({
      lastPing: START + 90_000,
      lastVisiblePing: START + 60_000,
      lastVisiblePath: A,
    });
  });

  test('a hidden keepalive does not set the last visible ping', () => {
    expect(stateAfter(pagePings('0vA 60vA 90hB'))).toMatchObject({
      lastPing: START + 90_000,
      lastVisiblePing: START + 60_000,
      lastVisiblePath: A,
    });
  });

  test('pings with and without page_id in one session count no instant twice', () => {
    const pings = [...pagePings('0vA'), ...contractPings('30vB'), ...pagePings('60vA')];
    expect(outcomeOf(pings)).toEqual(expectedOutcome('60 {A30 B30}'));
  });
});

describe('elapsed_ms', () => {
  const gapMs = 100_000;
  const countedWith = (elapsedMs: number): number => {
    const [first, second] = pagePings('0vA 100vA') as [TimedPing, TimedPing];
    return stateAfter([first, { ...second, ping: { ...second.ping, elapsedMs } }]).visibleMs;
  };

  test('may be 5 s shorter than the gap because of network jitter: the whole gap counts', () => {
    expect(countedWith(gapMs - 5_000)).toBe(gapMs);
  });

  test('replaces the gap if it is shorter by more: the computer slept', () => {
    expect(countedWith(gapMs - 5_001)).toBe(gapMs - 5_001);
  });

  test('never lengthens a gap', () => {
    expect(countedWith(gapMs + 1)).toBe(gapMs);
    expect(countedWith(24 * 60 * 60 * 1000)).toBe(gapMs);
  });

  test('of 0 counts nothing after a gap of more than 5 s', () => {
    expect(countedWith(0)).toBe(0);
    expect(stateAfter(pagePings('0vA 5vA(0)')).visibleMs).toBe(5_000);
  });

  test('may be more than two keepalive intervals, which are the limit without elapsed_ms', () => {
    expect(outcomeOf(pagePings('0vA 250vA(250)'))).toEqual(expectedOutcome('250 {A250}'));
  });

  test('counts from the beginning of the gap, as if the page slept at its end', () => {
    expect(outcomeOf(pagePings('p1 0vA 100vA(20), p2 50vB 100vB(50)'))).toEqual(
      expectedOutcome('70 {A20 B50}'),
    );
  });
});

test('without elapsed_ms at most two keepalive intervals of a gap count', () => {
  expect(outcomeOf(pagePings('0vA 120vA'))).toEqual(expectedOutcome('120 {A120}'));
  expect(outcomeOf(pagePings('0vA 120.001vA'))).toEqual(expectedOutcome('120 {A120}'));
  const rules = { aliveMs: 300_000, keepaliveIntervalMs: 10_000 };
  expect(outcomeOf(pagePings('0vA 20.001vA'), rules)).toEqual(expectedOutcome('20 {A20}'));
});

describe('the pages of a session', () => {
  test('are forgotten after they have been silent for the alive duration', () => {
    const others = 'p2 0hC 100hC 200hC';
    expect(outcomeOf(pagePings(`p1 0vA 299.999vA, ${others}`))).toEqual(expectedOutcome('120 {A120}'));
    expect(outcomeOf(pagePings(`p1 0vA 300vA, ${others}`))).toEqual(expectedOutcome('0 {A0}'));
  });

  test('are at most 16; with one more, the one that has been silent longest is forgotten', () => {
    const others = (count: number) => Array.from({ length: count }, (_, n) => keepalive(1_000, C, `p${n}`));
    const countedOnA = (count: number) => {
      const { totals } = play([keepalive(0, A, 'a'), ...others(count), keepalive(60_000, A, 'a')]).session;
      return totals.get(pathKey(A))?.ms;
    };
    expect(countedOnA(15)).toBe(60_000);
    expect(countedOnA(16)).toBe(0);
  });

  test('stay if they send pings, while 48 others come and go', () => {
    const visitors = Array.from({ length: 48 }, (_, n) => [
      keepalive(n * 1_000, C, `p${n}`),
      keepalive(n * 1_000 + 500, A, 'a'),
    ]).flat();
    const { pages } = stateAfter(visitors);
    expect(pages).toHaveLength(16);
    expect(pages.at(-1)).toMatchObject({ id: 'a' });
    expect(stateAfter(visitors).visibleMs).toBe(47_000);
  });
});

describe('the list `covered` of credited intervals', () => {
  /** p2 is visible for one second in every two, `times` times, while p1 is silent on A; then p1 claims 250 s. */
  const flicker = (times: number) =>
    pagePings(
      `p1 0vA 250vA(250), p2 ${Array.from({ length: times }, (_, n) => `${2 * n + 1}vC ${2 * n + 2}hC`).join(' ')}`,
    );

  test('keeps 64 separate intervals', () => {
    expect(outcomeOf(flicker(64))).toEqual(expectedOutcome('250 {A186 C64}'));
  });

  test('joins the oldest intervals if there are more than 64; because of this less time counts, but never more', () => {
    expect(outcomeOf(flicker(65))).toEqual(expectedOutcome('249 {A184 C65}'));
    expect(outcomeOf(flicker(66))).toEqual(expectedOutcome('248 {A182 C66}'));
  });

  test('drops intervals when no page can claim their time any more', () => {
    expect(stateAfter(pagePings('0vA 60vA')).covered).toEqual([]);
    expect(stateAfter(contractPings('0vA 60vA')).covered).toEqual([]);
    expect(stateAfter(pagePings('p1 0vA, p2 10vC 20vC')).covered).toEqual([
      { from: START + 10_000, to: START + 20_000 },
    ]);
  });
});

describe('in a session with many paths', () => {
  const paths = (count: number) =>
    Array.from({ length: count }, (_, n) => keepalive((n + 1) * 1_000, ['view', `tab ${n}`]));
  const other = pathKey([OTHER_VIEW]);

  test('up to 2,000 paths have a visible time of their own', () => {
    const { totals } = play(paths(2_000)).session;
    expect(totals.size).toBe(2_000);
    expect(totals.has(other)).toBe(false);
  });

  test('the time of all further paths is counted for the path (other)', () => {
    const { totals, state } = play(paths(2_002)).session;
    expect(totals.size).toBe(2_001);
    expect(totals.get(other)).toEqual({ path: [OTHER_VIEW], ms: 2_000 });
    expect(state.lastVisiblePath).toEqual(['view', 'tab 2001']);
  });

  test('the first 2,000 paths still gain time when there are more paths', () => {
    const again = keepalive(2_010_000, ['view', 'tab 0']);
    const { totals } = play([...paths(2_001), again]).session;
    expect(totals.get(pathKey(['view', 'tab 0']))?.ms).toBe(1_000 + 9_000);
  });

  test('with page_id, 2,000 paths are listed, and the time of further paths is counted for (other)', () => {
    const page = (count: number) =>
      Array.from({ length: count }, (_, n) => keepalive(n * 1_000, ['view', `tab ${n}`], 'p'));
    expect(play(page(2_000)).session.totals.has(other)).toBe(false);
    const { totals, state } = play(page(2_002)).session;
    expect(totals.size).toBe(2_001);
    expect(totals.get(other)).toEqual({ path: [OTHER_VIEW], ms: 1_000 });
    expect(showsView(state, OTHER_VIEW, ACTIVE)).toBe(true);
    expect(showsView(state, 'view', ACTIVE)).toBe(false);
  });

  test('without page_id, a further path is shown as (other)', () => {
    const { state } = play(paths(2_001)).session;
    expect(showsView(state, OTHER_VIEW, ACTIVE)).toBe(true);
    expect(showsView(state, 'view', ACTIVE)).toBe(false);
    expect(showsView(play(paths(2_000)).session.state, 'view', ACTIVE)).toBe(true);
  });

  test('a visit to a further path counts as a visit to (other)', () => {
    const { steps } = play(paths(2_002));
    const visits = steps.flatMap(({ folded }) => folded.rollups).filter(({ visits }) => visits > 0);
    expect(visits.slice(-2).map(({ path }) => path)).toEqual([[OTHER_VIEW], [OTHER_VIEW]]);
    expect(visits).toHaveLength(2_002);
  });
});

describe('a visit', () => {
  /** Returns the path of each visit in a story. */
  const visitsIn = (pings: TimedPing[]): Path[] =>
    play(pings)
      .steps.flatMap(({ folded }) => folded.rollups)
      .flatMap(({ path, visits }) => Array.from({ length: visits }, () => path));

  test('begins with the first time on a path, and lasts until another path has time', () => {
    expect(visitsIn(contractPings('0vA 60vA 90vB 100vB 120vA'))).toEqual([A, B, A]);
    expect(visitsIn(pagePings('0vA 60vA 90vB 100vB 120vA'))).toEqual([A, B]);
  });

  test('does not begin on a path without time', () => {
    expect(visitsIn(contractPings('0vA 60vA 60vB 90vA'))).toEqual([A]);
    expect(visitsIn(pagePings('0vA 60vB 60vA 90vA'))).toEqual([A]);
  });

  test('continues when a hidden page is shown again on the same path', () => {
    expect(visitsIn(pagePings('0vA 60xA 120vA 150vA'))).toEqual([A]);
  });

  test('is counted for each page separately', () => {
    expect(visitsIn(pagePings('p1 0vA 60vA 120vA, p2 30vC 90vC 150vC'))).toEqual([A, C]);
    expect(visitsIn(pagePings('p1 0vA 60vA, p2 60vA 90vA'))).toEqual([A, A]);
  });

  test('is counted for a page only if time is counted for that page', () => {
    expect(visitsIn(pagePings('p1 0vA 60vA, p2 10vC 60vC'))).toEqual([A]);
  });

  test('without page_id belongs to the session, and continues although a page visits another path in between', () => {
    const pings = [...contractPings('60vA'), ...pagePings('60vC 90vC'), ...contractPings('120vA')];
    expect(visitsIn(pings)).toEqual([A, C]);
  });
});
