import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { goesOnWith } from './session-state.js';
import { pageStory } from './testing/arbitraries.js';
import { EXAMPLE_RULES, expectedOutcome, pagePings, type TimedPing } from './testing/examples.js';
import { outcomeOf, play, type Play } from './testing/play.js';

describe('a silence that a page has measured', () => {
  test('ends the session if the alive duration is left in which the page may not have been visible', () => {
    expect(outcomeOf(pagePings('0vA 600vA(300.001)'))).toEqual(expectedOutcome('300.001 {A300.001}'));
    expect(outcomeOf(pagePings('0vA 600vA(300)'))).toBe('inactive');
  });

  test('ends the session if the page was hidden at its last ping', () => {
    expect(outcomeOf(pagePings('0hA 600vA(600)'))).toBe('inactive');
    expect(outcomeOf(pagePings('0vA 10xA 600vA(590)'))).toBe('inactive');
  });

  test('ends the session if the session does not know the page', () => {
    expect(outcomeOf(pagePings('p1 0vA, p2 600vC(600)'))).toBe('inactive');
  });

  test('does not count again what another page was credited for', () => {
    expect(outcomeOf(pagePings('p1 0vA 660vA(660), p2 30vC 60xC'))).toEqual(
      expectedOutcome('660 {A630 C30}'),
    );
  });

  test('counts nothing for a page that another page has outlived', () => {
    expect(outcomeOf(pagePings('p1 0vA 660vA(660), p2 200vC 400vC 600vC'))).toEqual(
      expectedOutcome('240 {A0 C240}'),
    );
  });

  test('does not go on with a session whose last ping is ahead of the clock', () => {
    const { state } = play(pagePings('0vA 600vA(600)')).session;
    const ping = { pageId: 'p1', elapsedMs: 60_000 };
    expect(goesOnWith(state, ping, state.lastPing - 30_001, EXAMPLE_RULES.aliveMs)).toBe(false);
  });
});

describe('the pings of a page that measures itself', () => {
  /** Generates the pings of a page that stays visible on one path, some hours long, and says which of them arrive. */
  const outage = fc
    .tuple(
      pageStory({
        page: fc.constant('p1'),
        paths: fc.constant([['view']]),
        kind: fc.constant({ kind: 'keepalive', visible: true }),
        step: fc.integer({ min: 1, max: 299_999 }),
        elapsed: fc.constant(undefined),
        minLength: 2,
        maxLength: 80,
      }),
      fc.infiniteStream(fc.boolean()),
    )
    .map(([pings, arrive]) => {
      const measured = pings.map(({ at, ping }, index) => ({
        at,
        ping: { ...ping, elapsedMs: at - (pings[index - 1]?.at ?? at) },
      }));
      const isEnd = (index: number) => index === 0 || index === pings.length - 1;
      return { measured, arrived: measured.map((_, index) => isEnd(index) || arrive.next().value) };
    });

  test('count the same if some of them do not arrive, for however long, and the next one has their measures', () => {
    fc.assert(
      fc.property(outage, ({ measured, arrived }) => {
        let waitingMs = 0;
        const received = measured.flatMap(({ at, ping }, index): TimedPing[] => {
          const elapsedMs = ping.elapsedMs + waitingMs;
          waitingMs = arrived[index] ? 0 : elapsedMs;
          return arrived[index] ? [{ at, ping: { ...ping, elapsedMs } }] : [];
        });
        const inTime = play(measured);
        const late = play(received);
        expect(late.session).toEqual(inTime.session);
        const slotsOf = ({ steps }: Play) => {
          const slots = new Map<number, { ms: number; visits: number }>();
          for (const { slot, ms, visits } of steps.flatMap(({ folded }) => folded.rollups)) {
            const sum = slots.get(slot) ?? { ms: 0, visits: 0 };
            slots.set(slot, { ms: sum.ms + ms, visits: sum.visits + visits });
          }
          return slots;
        };
        expect(slotsOf(late)).toEqual(slotsOf(inTime));
      }),
      { numRuns: 300 },
    );
  });
});
