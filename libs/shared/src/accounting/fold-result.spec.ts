import { expect, test } from '@jest/globals';
import { pathKey } from '../contract/values.js';
import { foldPing } from './fold.js';
import { contractPings, EXAMPLE_RULES, pagePings, PATHS, type TimedPing } from './testing/examples.js';
import { play, START, stepsOf } from './testing/play.js';

const { A, B } = PATHS;

/** What the last ping of a story changes. */
const lastOf = (pings: TimedPing[]) => {
  const last = play(pings).steps.at(-1);
  if (!last) throw new Error('No ping of the story found the session active');
  return last.folded;
};

test('only the total of the credited path changes, and it is the whole total', () => {
  expect(lastOf(contractPings('0vA 60vA 90vB 100vA')).changedTotal).toEqual({ path: A, ms: 70_000 });
});

test('time in pieces is one total', () => {
  const pings = pagePings('p1 0vA 60vA, p2 10vB 20hB 30vB 40hB');
  expect(lastOf(pings).changedTotal).toEqual({ path: A, ms: 40_000 });
});

test('a ping that counts nothing changes no total', () => {
  expect(lastOf(contractPings('0vA 60hA')).changedTotal).toBeUndefined();
});

test('a path that becomes known has a total of nothing', () => {
  expect(lastOf(contractPings('0vA')).changedTotal).toEqual({ path: A, ms: 0 });
});

test('a session record goes in and stays as it was', () => {
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

test('the rollups are those of the credit', () => {
  // Played sessions start five minutes before the end of a slot.
  const slot = Date.UTC(2026, 0, 5, 0, 0);
  expect(lastOf(contractPings('200vA 310vA')).rollups).toEqual([
    { slot, path: A, ms: 100_000, visits: 0 },
    { slot: slot + 900_000, path: A, ms: 10_000, visits: 0 },
  ]);
});

test('totals stand under keys that no two paths share', () => {
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
