import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Path, pathKey } from '../contract/values.js';
import { type Interval, lengthOf, subtract, unite } from './intervals.js';
import { SLOT_MS, slotOf } from './credit.js';
import { flicker, pageStory, shortStep, story } from './testing/arbitraries.js';
import { countByBruteForce, viewsShownByBruteForce } from './testing/brute-force.js';
import { EXAMPLE_RULES, type TimedPing } from './testing/examples.js';
import { activeWindowAt, isInWindow, showsView } from './session-state.js';
import { play, type Play, START, stepsOf } from './testing/play.js';
import { totalsOf, violationsOf } from './testing/violations.js';
import { openVisits, type Visit } from './visit.js';

const RUNS = { numRuns: 300 };
/**
 * The settings for properties over long stories. Such a story is not shortened when it fails, since that would take
 * minutes.
 */
const FEW_RUNS = { numRuns: 15, endOnFailure: true };

/** Returns the pings that found the session active. */
const accepted = ({ steps }: Play): TimedPing[] => steps.map(({ at, ping }) => ({ at, ping }));

const visitKey = ({ slot, path, ms }: Visit): string => `${slot} ${pathKey(path)} ${ms}`;

const visibleSpans = ({ session }: Play): readonly Interval[] =>
  session.trail.filter(({ state }) => state === 'visible').reduce(unite, [] as readonly Interval[]);

describe('for any pings', () => {
  test('the session breaks no rule after any ping', () => {
    fc.assert(
      fc.property(story(), (pings) => {
        for (const { session } of stepsOf(pings)) expect(violationsOf(session)).toEqual([]);
      }),
      RUNS,
    );
  });

  test('the last ping never goes back', () => {
    fc.assert(
      fc.property(story(), (pings) => {
        let before = START;
        for (const { session, at } of play(pings).steps) {
          expect(session.state.lastPing).toBe(Math.max(before, START + at));
          before = session.state.lastPing;
        }
      }),
      RUNS,
    );
  });

  test('a second equal ping at the same instant changes nothing', () => {
    fc.assert(
      fc.property(story({ minLength: 1 }), (pings) => {
        const once = play(pings);
        const twice = play(pings.flatMap((ping) => [ping, ping]));
        expect(twice.session).toEqual(once.session);
        expect(twice.steps.flatMap(({ folded }) => folded.rollups)).toEqual(
          once.steps.flatMap(({ folded }) => folded.rollups),
        );
      }),
      RUNS,
    );
  });

  test('the credit, the total and the rollup deltas of a ping agree', () => {
    fc.assert(
      fc.property(story(), (pings) => {
        for (const { folded } of play(pings).steps) {
          const { credit, changedTotal, shownTotal, rollups } = folded;
          expect(changedTotal?.path).toEqual(credit?.path);
          expect(shownTotal?.ms ?? 0).toBe(0);
          expect(rollups.reduce((sum, { ms }) => sum + ms, 0)).toBe(lengthOf(credit?.spans ?? []));
          for (const { path, slot, ms } of rollups) {
            expect(path).toEqual(credit?.path);
            const inSlot = { from: slot, to: slot + SLOT_MS };
            const outside = (credit?.spans ?? []).flatMap((span) => subtract(span, [inSlot]));
            expect(ms).toBe(lengthOf(credit?.spans ?? []) - lengthOf(outside));
          }
        }
      }),
      RUNS,
    );
  });

  test('the rollup deltas of a session add up to its totals', () => {
    fc.assert(
      fc.property(story(), (pings) => {
        const { steps, session } = play(pings);
        const sums = new Map([...session.totals.keys()].map((key) => [key, 0]));
        for (const { slot, path, ms, visits } of steps.flatMap(({ folded }) => folded.rollups)) {
          expect(slotOf(slot)).toBe(slot);
          expect(ms).toBeGreaterThan(0);
          expect(ms).toBeLessThanOrEqual(SLOT_MS);
          expect([0, 1]).toContain(visits);
          sums.set(pathKey(path), (sums.get(pathKey(path)) ?? 0) + ms);
        }
        expect(sums).toEqual(new Map([...session.totals].map(([key, { ms }]) => [key, ms])));
      }),
      RUNS,
    );
  });

  test('an active session shows the views of its visible pages; without page_id, the view of its last ping', () => {
    fc.assert(
      fc.property(story(), fc.nat(400_000), (sent, silentMs) => {
        const played = play(sent);
        const { state, totals } = played.session;
        const now = state.lastPing + silentMs;
        const activeWindow = activeWindowAt(now, EXAMPLE_RULES.aliveMs);
        const pings = played.steps.map(({ ping, session }) => ({ ping, at: session.state.lastPing }));
        const shown = viewsShownByBruteForce(pings, now - EXAMPLE_RULES.aliveMs);
        const views = new Set(accepted(played).map(({ ping }) => ping.path[0]));
        for (const view of views) {
          expect(isInWindow(state.lastPing, activeWindow) && showsView(state, view, activeWindow)).toBe(
            shown.has(view),
          );
        }
        const listed = new Set([...totals.values()].map(({ path }) => path[0]));
        expect([...shown].filter((view) => !listed.has(view))).toEqual([]);
      }),
      RUNS,
    );
  });

  test('stretches that begin before trailChangedFrom do not change', () => {
    fc.assert(
      fc.property(story(), (pings) => {
        const { steps } = play(pings);
        steps.forEach(({ folded: { trail, trailChangedFrom } }, index) => {
          const isOld = ({ from }: Interval) => trailChangedFrom === undefined || from < trailChangedFrom;
          const before = steps[index - 1]?.session.trail ?? [];
          expect(trail.filter(isOld)).toEqual(before.filter(isOld));
        });
      }),
      RUNS,
    );
  });
});

describe('foldPing and the brute-force implementation agree', () => {
  test('on time, visits and trail', () => {
    fc.assert(
      fc.property(story(), (pings) => {
        const played = play(pings);
        const { session, steps } = played;
        const expected = countByBruteForce(accepted(played), START, EXAMPLE_RULES);
        expect(session.state.visibleMs).toBe(expected.visibleMs);
        expect(new Map([...session.totals].map(([key, { ms }]) => [key, ms]))).toEqual(expected.totals);
        expect(session.trail).toEqual(expected.trail);
        const begun = steps
          .flatMap(({ folded }) => folded.rollups)
          .filter(({ visits }) => visits > 0)
          .map(({ slot, path }) => ({ slot, path }));
        expect(begun).toEqual(expected.visits.map(({ slot, path }) => ({ slot, path })));
        const visits = [...steps.flatMap(({ folded }) => folded.endedVisits), ...openVisits(session.state)];
        expect(visits.map(visitKey).sort()).toEqual(expected.visits.map(visitKey).sort());
      }),
      { numRuns: 1_000 },
    );
  });

  test('on the time of each path with many pages, some of them forgotten', () => {
    const manyPages = fc.nat(24).map((n) => `p${n}`);
    const closeTogether = fc.integer({ min: 0, max: 8_000 });
    fc.assert(
      fc.property(
        pageStory({ page: manyPages, step: closeTogether, minLength: 30, maxLength: 60 }),
        (pings) => {
          const played = play(pings);
          const expected = countByBruteForce(accepted(played), START, EXAMPLE_RULES);
          expect(totalsOf(played.session.trail)).toEqual(
            new Map([...expected.totals].filter(([, ms]) => ms > 0)),
          );
        },
      ),
      RUNS,
    );
  });
});

describe('with page_id', () => {
  test('time counts only while a page is visible', () => {
    fc.assert(
      fc.property(pageStory(), (pings) => {
        const { steps } = play(pings);
        const visible = steps.flatMap(({ ping, session }, index): Interval[] => {
          const next = steps.slice(index + 1).find((later) => later.ping.pageId === ping.pageId);
          const isVisible = ping.kind === 'keepalive' && ping.visible;
          return next && isVisible ? [{ from: session.state.lastPing, to: next.session.state.lastPing }] : [];
        });
        const looked = visible.reduce(unite, [] as readonly Interval[]);
        for (const { folded } of steps) {
          for (const span of folded.credit?.spans ?? []) expect(subtract(span, looked)).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  test('no instant counts twice', () => {
    fc.assert(
      fc.property(pageStory(), (pings) => {
        const { steps } = play(pings);
        let counted: readonly Interval[] = [];
        for (const span of steps.flatMap(({ folded }) => folded.credit?.spans ?? [])) {
          expect(subtract(span, counted)).toEqual([span]);
          counted = unite(counted, span);
        }
      }),
      RUNS,
    );
  });

  /** Generates the pings of one browser window, in steps shorter than the alive duration. */
  const window = (pageId: string) => pageStory({ page: fc.constant(pageId), step: shortStep, maxLength: 25 });
  const windows = fc.tuple(window('p1'), window('p2'));
  const byTime = (...pings: TimedPing[]) => pings.sort((a, b) => a.at - b.at);

  test('two windows together count the time that at least one of them would count alone', () => {
    fc.assert(
      fc.property(windows, ([first, second]) => {
        const union = visibleSpans(play(second)).reduce(unite, visibleSpans(play(first)));
        expect(visibleSpans(play(byTime(...first, ...second)))).toEqual(union);
      }),
      RUNS,
    );
  });

  test('the visible time does not depend on the order of two windows with pings at the same instant', () => {
    const onTheMinute = fc.constantFrom(0, 60_000, 120_000);
    const window = (pageId: string) =>
      pageStory({ page: fc.constant(pageId), step: onTheMinute, maxLength: 25 });
    fc.assert(
      fc.property(window('p1'), window('p2'), (first, second) => {
        expect(visibleSpans(play(byTime(...second, ...first)))).toEqual(
          visibleSpans(play(byTime(...first, ...second))),
        );
      }),
      RUNS,
    );
  });

  test('one more keepalive in the middle of visible time changes neither the trail nor the totals', () => {
    const interval = EXAMPLE_RULES.keepaliveIntervalMs;
    fc.assert(
      fc.property(
        pageStory({
          page: fc.constant('p1'),
          step: fc.integer({ min: 0, max: 2 * interval }),
          elapsed: fc.constant(undefined),
          minLength: 2,
        }),
        fc.nat(),
        fc.nat(),
        (pings, where, when) => {
          const index = where % (pings.length - 1);
          const [before, after] = pings.slice(index, index + 2) as [TimedPing, TimedPing];
          const isVisible = before.ping.kind === 'keepalive' && before.ping.visible;
          fc.pre(isVisible);
          const between = { ...before, at: before.at + (when % (after.at - before.at + 1)) };
          const more = pings.toSpliced(index + 1, 0, between);
          const { trail, totals } = play(pings).session;
          const asked = play(more).session;
          expect(asked.trail).toEqual(trail);
          expect(asked.totals).toEqual(totals);
        },
      ),
      RUNS,
    );
  });
});

describe('in long sessions', () => {
  const expectRulesKept = (pings: TimedPing[]) => {
    let count = 0;
    for (const { folded, session } of stepsOf(pings)) {
      const mayBeCondensed = folded.trailChangedFrom === START;
      if (mayBeCondensed || count++ % 50 === 0) expect(violationsOf(session)).toEqual([]);
    }
  };

  test('never more time counts than in the brute-force implementation, even if the list `covered` is full', () => {
    fc.assert(
      fc.property(flicker({ step: fc.nat(1_000), minLength: 400, maxLength: 500 }), (pings) => {
        const played = play(pings);
        const expected = countByBruteForce(accepted(played), START, EXAMPLE_RULES);
        expectRulesKept(pings);
        expect(played.session.state.visibleMs).toBeLessThanOrEqual(expected.visibleMs);
      }),
      FEW_RUNS,
    );
  });

  test('a condensed trail shows each path for as long as it counts, however late time is credited', () => {
    // The steps are so short that the trail is condensed before pages are credited for its time.
    fc.assert(
      fc.property(flicker({ step: fc.nat(60), minLength: 2_000, maxLength: 2_500 }), (pings) => {
        expectRulesKept(pings);
        const { trail, totals } = play(pings).session;
        const durations = [...totals].filter(([, { ms }]) => ms > 0);
        expect(totalsOf(trail)).toEqual(new Map(durations.map(([key, { ms }]) => [key, ms])));
      }),
      FEW_RUNS,
    );
  });

  test('a condensed trail of many paths breaks no rule', () => {
    const paths = fc.constant(Array.from({ length: 800 }, (_, n): Path => ['view', `tab ${n}`]));
    const hopping = { paths, step: fc.integer({ min: 1, max: 300 }), minLength: 1_500, maxLength: 2_500 };
    fc.assert(fc.property(story(hopping), expectRulesKept), FEW_RUNS);
  });
});
