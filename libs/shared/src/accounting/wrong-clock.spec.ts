import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pathKey } from '../contract/values.js';
import { slotOf } from './credit.js';
import { ELAPSED_TOLERANCE_MS, MAX_CREDITED_INTERVALS } from './fold.js';
import { CLOCK_TOLERANCE_MS } from './session-state.js';
import { countByBruteForce } from './testing/brute-force.js';
import { EXAMPLE_RULES } from './testing/examples.js';
import { START } from './testing/play.js';
import { violationsOf } from './testing/violations.js';
import {
  type ClockedPing,
  clockedStory,
  type ClockedStep,
  forwardJumps,
  sessionsOf,
  trueVisibleMs,
  visibleMsOf,
} from './testing/wrong-clock.js';

const RUNS = { numRuns: 300 };

const visibleKeepalive = fc.constant({ kind: 'keepalive', visible: true } as const);
const onlyPage = fc.constant('p1');
const noPage = fc.constant(undefined);
const noMeasure = fc.constant(undefined);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

describe('whatever the server clock does', () => {
  test('no session breaks a rule after any ping', () => {
    fc.assert(
      fc.property(clockedStory(), (pings) => {
        for (const step of sessionsOf(pings).flat()) expect(violationsOf(step.session)).toEqual([]);
      }),
      RUNS,
    );
  });

  test('every session counts as the brute-force implementation does for its pings', () => {
    fc.assert(
      fc.property(clockedStory(), (pings) => {
        for (const steps of sessionsOf(pings)) {
          const [first, last] = [steps[0], steps.at(-1)];
          if (!first || !last) continue;
          const expected = countByBruteForce(steps, START + first.at, EXAMPLE_RULES, START);
          expect(last.session.state.visibleMs).toBe(expected.visibleMs);
          expect(last.session.trail).toEqual(expected.trail);
        }
      }),
      RUNS,
    );
  });

  test('the last ping never goes back, and is never further ahead of the clock than the tolerance', () => {
    fc.assert(
      fc.property(clockedStory(), (pings) => {
        for (const steps of sessionsOf(pings)) {
          steps.forEach(({ at, session: { state } }, index) => {
            expect(state.lastPing).toBeGreaterThanOrEqual(
              steps[index - 1]?.session.state.lastPing ?? state.start,
            );
            expect(state.lastPing).toBeLessThanOrEqual(START + at + CLOCK_TOLERANCE_MS);
          });
        }
      }),
      RUNS,
    );
  });

  test('rollups add up to the totals; their slots begin before the last ping, and none before the slot of the start', () => {
    fc.assert(
      fc.property(clockedStory(), (pings) => {
        for (const steps of sessionsOf(pings)) {
          const last = steps.at(-1);
          if (!last) continue;
          const { state, totals } = last.session;
          const sums = new Map([...totals.keys()].map((key) => [key, 0]));
          for (const { slot, path, ms } of steps.flatMap(({ rollups }) => rollups)) {
            expect(slot).toBeGreaterThanOrEqual(slotOf(state.start));
            expect(slot).toBeLessThan(state.lastPing);
            sums.set(pathKey(path), (sums.get(pathKey(path)) ?? 0) + ms);
          }
          expect(sums).toEqual(new Map([...totals].map(([key, { ms }]) => [key, ms])));
        }
      }),
      RUNS,
    );
  });

  test('a session counts no more than its true visible time and the forward jumps of the clock', () => {
    fc.assert(
      fc.property(clockedStory(), (pings) => {
        for (const steps of sessionsOf(pings)) {
          const counted = steps.at(-1)?.session.state.visibleMs ?? 0;
          expect(counted).toBeLessThanOrEqual(trueVisibleMs(steps) + sum(forwardJumps(steps)));
        }
      }),
      RUNS,
    );
  });

  test('a jump of the clock moves the last ping forward by less than the alive duration, whatever the pings are', () => {
    fc.assert(
      fc.property(clockedStory(), (pings) => {
        for (const jump of sessionsOf(pings).flatMap(forwardJumps)) {
          expect(jump).toBeLessThan(EXAMPLE_RULES.aliveMs);
        }
      }),
      RUNS,
    );
  });

  /** Returns a session's steps except the first, each with the true time since the step before, in milliseconds. */
  const gapsOf = (steps: readonly ClockedStep[]) =>
    steps.slice(1).map((step, index) => ({ ...step, trueGap: step.trueAt - (steps[index]?.trueAt ?? 0) }));

  test('without elapsed_ms, each ping of a page adds at most two keepalive intervals', () => {
    const limit = MAX_CREDITED_INTERVALS * EXAMPLE_RULES.keepaliveIntervalMs;
    fc.assert(
      fc.property(clockedStory({ page: onlyPage, elapsed: noMeasure }), (pings) => {
        for (const { creditMs } of sessionsOf(pings).flat()) expect(creditMs).toBeLessThanOrEqual(limit);
      }),
      RUNS,
    );
  });

  test('a jump adds at most 5 s to what a page counts if the page measures its visible time', () => {
    fc.assert(
      fc.property(clockedStory({ page: onlyPage, elapsed: noMeasure }), (pings) => {
        const measured = pings.map((clocked, index) => ({
          ...clocked,
          ping: { ...clocked.ping, elapsedMs: clocked.trueAt - (pings[index - 1]?.trueAt ?? 0) },
        }));
        for (const { creditMs, trueGap } of sessionsOf(measured).flatMap(gapsOf)) {
          expect(creditMs).toBeLessThanOrEqual(trueGap + ELAPSED_TOLERANCE_MS);
        }
      }),
      RUNS,
    );
  });
});

describe('after the clock is right again', () => {
  /** Sets the clock right from the ping at `index` on. */
  const rightFrom = (pings: readonly ClockedPing[], index: number): ClockedPing[] =>
    pings.map((ping, at) => (at < index ? ping : { ...ping, at: ping.trueAt }));

  /** Returns how much less the pings after the one at `index` count than on a server that was never wrong. */
  const lostAfter = (pings: readonly ClockedPing[], index: number): number => {
    const wrongBefore = rightFrom(pings, index);
    const later = sessionsOf(wrongBefore)
      .flat()
      .slice(index + 1);
    const neverWrong = sessionsOf(wrongBefore.slice(index));
    return visibleMsOf(neverWrong) - sum(later.map(({ creditMs }) => creditMs));
  };

  test.each([
    ['without page_id', { page: noPage }],
    ['of one page', { page: onlyPage, elapsed: noMeasure }],
    ['of one page that stays visible', { page: onlyPage, elapsed: noMeasure, kind: visibleKeepalive }],
    ['of any kind', {}],
  ])('pings %s lose no more time than the tolerance', (_, options) => {
    fc.assert(
      fc.property(clockedStory({ minLength: 1, ...options }), fc.nat(), (pings, where) => {
        expect(lostAfter(pings, where % pings.length)).toBeLessThanOrEqual(CLOCK_TOLERANCE_MS);
      }),
      { numRuns: 500 },
    );
  });
});
