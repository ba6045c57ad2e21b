import { expect, test } from '@jest/globals';
import { pathKey } from '../contract/values.js';
import { foldPing } from './fold.js';
import { contractPings, EXAMPLE_RULES, pagePings, PATHS, type TimedPing } from './testing/examples.js';
import { play, START, stepsOf } from './testing/play.js';

const { A, B } = PATHS;

/** Returns the result of a story's last ping. */
const lastOf = (pings: TimedPing[]) => {
  const last = play(pings).steps.at(-1);
  if (!last) throw new Error('No ping of the story found the session active');
  return last.folded;
};

test('foldPing returns the whole new total of the credited path', () => {
  expect(lastOf(contractPings('0vA 60vA 90vB 100vA')).changedTotal).toEqual({ path: A, ms: 70_000 });
});

test('foldPing adds up a credit of several spans in one total', () => {
  const pings = pagePings('p1 0vA 60vA, p2 10vB 20hB 30vB 40hB');
  expect(lastOf(pings).changedTotal).toEqual({ path: A, ms: 40_000 });
});

test('foldPing returns no total for a hidden keepalive without page_id, which counts nothing', () => {
  expect(lastOf(contractPings('0vA 60hA')).changedTotal).toBeUndefined();
});

test('foldPing returns a total of 0 for a new path if a visible keepalive without page_id counts no time there', () => {
  expect(lastOf(contractPings('0vA')).changedTotal).toEqual({ path: A, ms: 0 });
});

test('foldPing does not change the session that it gets', () => {
  const { session } = play(pagePings('p1 0vA 60vA, p2 10vB 20hB'));
  const before = structuredClone(session);
  foldPing(
    session,
    { kind: 'keepalive', visible: true, path: B, pageId: 'p1' },
    START + 90_000,
    EXAMPLE_RULES,
  );
  expect(session).toEqual(before);
});

test('foldPing returns the rollup deltas of the credit', () => {
  // Played sessions start five minutes before the end of a slot.
  const slot = Date.UTC(2026, 0, 5, 0, 0);
  expect(lastOf(contractPings('200vA 310vA')).rollups).toEqual([
    { slot, path: A, ms: 100_000, visits: 0 },
    { slot: slot + 900_000, path: A, ms: 10_000, visits: 0 },
  ]);
});

test('totals of different paths have different keys', () => {
  const [first, second] = [['a', 'b'], ['a.b']] as const;
  const pings = [first, second].map((path, index): TimedPing => ({
    at: (index + 1) * 1_000,
    ping: { kind: 'keepalive', visible: true, path },
  }));
  const [...steps] = stepsOf(pings);
  expect(steps.at(-1)?.session.totals).toEqual(
    new Map([first, second].map((path) => [pathKey(path), { path, ms: 1_000 }])),
  );
});
