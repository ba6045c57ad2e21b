import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OTHER_VIEW, type Path, pathKey } from '../contract/values.js';
import { type Interval, lengthOf, subtract, unite } from './intervals.js';
import { contractPings, pagePings, PATHS, type TimedPing } from './testing/examples.js';
import { play, START } from './testing/play.js';
import { totalsOf } from './testing/violations.js';
import { extendTrail, type Stretch } from './trail.js';

const LETTERS = new Map<Path | undefined, string>([
  [PATHS.A, 'A'],
  [PATHS.B, 'B'],
  [PATHS.C, 'C'],
  [undefined, ''],
]);

/** Returns a session's trail as `0-60 visible A, 60-90 hidden`, in seconds since its start. */
const trailOf = (pings: TimedPing[]): string =>
  play(pings)
    .session.trail.map(({ from, to, state, path }) =>
      `${(from - START) / 1000}-${(to - START) / 1000} ${state} ${LETTERS.get(path)}`.trim(),
    )
    .join(', ');

describe('the trail of a session without page_id', () => {
  test('shows each path for the time that counts', () => {
    expect(trailOf(contractPings('0vA 60vA 90vB 100xB'))).toBe('0-60 visible A, 60-100 visible B');
  });

  test('is hidden before a hidden keepalive', () => {
    expect(trailOf(contractPings('0vA 60vA 75hA 120hA 180vA'))).toBe(
      '0-60 visible A, 60-120 hidden, 120-180 visible A',
    );
  });

  test('has one stretch for several pings with an equal path', () => {
    const pings = contractPings('0vA 60vA 90vA').map(({ at, ping }) => ({
      at,
      ping: { ...ping, path: structuredClone(ping.path) },
    }));
    expect(play(pings).session.trail).toHaveLength(1);
  });

  test('is empty if all pings came at the moment of the start', () => {
    expect(trailOf(contractPings('0vA 0vB'))).toBe('');
  });
});

describe('the trail of a session with pages', () => {
  test('is hidden while all pages are hidden', () => {
    expect(trailOf(pagePings('0vA 60xA 90hA 120vA 150vA'))).toBe(
      '0-60 visible A, 60-120 hidden, 120-150 visible A',
    );
  });

  test('has a gap while a page slept', () => {
    expect(trailOf(pagePings('0vA 60vA 270vA(10)'))).toBe('0-70 visible A, 70-270 gap');
  });

  test('has a gap for the part of a silence that does not count', () => {
    expect(trailOf(pagePings('0vA 60vA 240vA'))).toBe('0-180 visible A, 180-240 gap');
  });

  test("has a gap before the first page's first ping", () => {
    expect(trailOf(pagePings('30vA 60vA'))).toBe('0-30 gap, 30-60 visible A');
  });

  test('has a gap while it is unknown whether a visible page is still visible', () => {
    expect(trailOf(pagePings('p1 0vA, p2 30hC'))).toBe('0-30 gap');
    expect(trailOf(pagePings('p1 0vA 60vA, p2 30hC'))).toBe('0-60 visible A');
    expect(trailOf(pagePings('p1 0vA 10vA, p2 30hC'))).toBe('0-10 visible A, 10-30 gap');
    expect(trailOf(pagePings('p1 0vA 10vA 40vA, p2 30hC'))).toBe('0-40 visible A');
  });

  test('shows the page whose ping came first if two are visible', () => {
    expect(trailOf(pagePings('p1 0vA 60vA, p2 30vC 90vC'))).toBe('0-60 visible A, 60-90 visible C');
  });

  test('shows a window before and after the time of another one', () => {
    expect(trailOf(pagePings('p2 0vC 60vC, p1 30vA 40xA'))).toBe(
      '0-30 visible C, 30-40 visible A, 40-60 visible C',
    );
  });
});

describe('trailChangedFrom', () => {
  const sinceStart = (time: number | undefined) => (time === undefined ? undefined : time - START);
  const changedFrom = (pings: TimedPing[]): number | undefined =>
    sinceStart(play(pings).steps.at(-1)?.folded.trailChangedFrom);

  test('is the start of the last stretch before the ping', () => {
    expect(changedFrom(contractPings('0vA 60vB 90vB'))).toBe(0);
    expect(changedFrom(contractPings('10vA 60vB 90vA 100vA'))).toBe(60_000);
    expect(changedFrom(contractPings('10vA 60vB 90vA 100vC'))).toBe(60_000);
  });

  test('is the start of the stretch before the time that a page is credited late', () => {
    expect(trailOf(pagePings('p1 0vB 5vA 10vA, p2 20vC 50vC'))).toBe(
      '0-5 visible B, 5-10 visible A, 10-20 gap, 20-50 visible C',
    );
    expect(changedFrom(pagePings('p1 0vB 5vA 10vA 90vA, p2 20vC 50vC'))).toBe(5_000);
  });

  test('is undefined if no time has passed', () => {
    expect(changedFrom(contractPings('0vA 60vA 60vB'))).toBeUndefined();
  });
});

describe('a trail of 1,000 stretches and more', () => {
  const silence = (from: number): Parameters<typeof extendTrail>[1] => ({ from, to: from + 1, state: 'gap' });
  /** Adds a millisecond on a path to a trail that starts at 0. */
  const step = (trail: readonly Stretch[], path: Path) => {
    const from = trail.at(-1)?.to ?? 0;
    return extendTrail(trail, silence(from), { path, spans: [{ from, to: from + 1 }] });
  };
  /** Adds `count` milliseconds to a trail, the n-th on the path `pathOf(n)`. */
  const steps = (
    count: number,
    pathOf: (n: number) => Path,
    trail: readonly Stretch[] = [],
  ): readonly Stretch[] =>
    Array.from({ length: count }, (_, n) => pathOf(n)).reduce(
      (longer, path) => step(longer, path).trail,
      trail,
    );
  const alternate = (n: number): Path => (n % 2 === 0 ? PATHS.A : PATHS.B);

  test('keeps 1,000 stretches unchanged', () => {
    expect(steps(1_000, alternate)).toHaveLength(1_000);
  });

  test('merges its older half by path at the next stretch, and trailChangedFrom is its start', () => {
    const full = steps(1_000, alternate);
    const { trail, changedFrom } = step(full, PATHS.C);
    expect(changedFrom).toBe(0);
    expect(trail.slice(0, 3)).toEqual([
      { from: 0, to: 250, state: 'visible', path: PATHS.A },
      { from: 250, to: 500, state: 'visible', path: PATHS.B },
      { from: 500, to: 501, state: 'visible', path: PATHS.A },
    ]);
    expect(trail).toHaveLength(2 + 500 + 1);
    expect(totalsOf(trail)).toEqual(new Map([...totalsOf(full), ['v2\0t1', 1]]));
  });

  test('lists the 250 paths of the older half with the most time, and the rest under (other)', () => {
    const half = 500;
    const paths = (count: number) => (n: number) =>
      n < half ? (['old', `tab ${n % count}`] as const) : alternate(n);
    const isOther = ({ path }: Stretch) => path?.[0] === OTHER_VIEW;

    const few = step(steps(1_000, paths(250)), PATHS.C).trail;
    expect(few.filter(isOther)).toEqual([]);
    const many = step(steps(1_000, paths(251)), PATHS.C).trail;
    expect(many.filter(isOther)).toEqual([
      { from: half - 1, to: half, state: 'visible', path: [OTHER_VIEW] },
    ]);
  });

  test('has one stretch for (other) in its older half, also if (other) was a path before', () => {
    const paths = (n: number): Path => {
      if (n >= 500) return alternate(n);
      return n % 3 === 0 ? [OTHER_VIEW] : ['old', `tab ${n}`];
    };
    const { trail } = step(steps(1_000, paths), PATHS.C);
    // Of the 333 tabs, 249 stay; the 1 ms of each of the other 84 is added to the 167 ms that (other) has.
    expect(trail.filter(({ path }) => path?.[0] === OTHER_VIEW)).toEqual([
      { from: 0, to: 167 + 84, state: 'visible', path: [OTHER_VIEW] },
    ]);
  });

  test('keeps hidden time and gaps separate, however short', () => {
    const { trail: hidden } = extendTrail([], { from: 0, to: 1, state: 'hidden' });
    const { trail: dark } = extendTrail(hidden, { from: 1, to: 2, state: 'gap' });
    // In the older half, 249 tabs have more time (2 ms each) than the hidden time and the gap.
    const trail = steps(998, (n) => ['view', `tab ${n % 249}`], dark);
    const condensed = step(trail, PATHS.C).trail.filter(({ state }) => state !== 'visible');
    expect(condensed.map(({ from, to, ...kind }) => ({ ...kind, ms: to - from }))).toEqual([
      { state: 'hidden', ms: 1 },
      { state: 'gap', ms: 1 },
    ]);
  });

  test('shows time that is credited late in place of a gap elsewhere, if the stretches at that time have been merged', () => {
    // A gap of 10 ms, then two paths in turn. After merging, the paths come first, and the gap after them.
    const gap = extendTrail([], { from: 0, to: 10, state: 'gap' }).trail;
    const condensed = step(steps(999, alternate, gap), PATHS.C).trail;
    const end = condensed.at(-1)?.to ?? 0;

    const late = { path: PATHS.C, spans: [{ from: 0, to: 10 }] };
    const { trail: completed, changedFrom } = extendTrail(
      condensed,
      { from: end, to: end, state: 'gap' },
      late,
    );
    expect(changedFrom).toBe(0);
    expect(completed.some(({ state }) => state === 'gap')).toBe(false);
    expect(totalsOf(completed).get('v2\0t1')).toBe(11);
    expect(completed.at(-1)?.to).toBe(end);
  });
});

test('a trail shows each path for as long as it counts, however late and in whatever spans time is credited', () => {
  const THREE_PATHS: readonly Path[] = [PATHS.A, PATHS.B, PATHS.C];
  const pings = fc.array(
    fc.record({
      silentMs: fc.integer({ min: 1, max: 20 }),
      state: fc.constantFrom('hidden' as const, 'gap' as const),
      pathNumber: fc.nat(2),
      // Where the credit begins, as a fraction of the trail's length. undefined (mostly): at the last ping.
      lateness: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined, freq: 3 }),
      creditedMs: fc.nat(30),
    }),
    { minLength: 1_500, maxLength: 2_000, size: 'max' },
  );
  fc.assert(
    fc.property(pings, (pings) => {
      let trail: readonly Stretch[] = [];
      let credited: readonly Interval[] = [];
      const totals = new Map<string, number>();
      for (const { silentMs, state, pathNumber, lateness, creditedMs } of pings) {
        const before = trail.at(-1)?.to ?? 0;
        const now = before + silentMs;
        const from = lateness === undefined ? before : Math.floor(lateness * now);
        const spans = subtract({ from, to: Math.min(now, from + creditedMs) }, credited);
        const path = THREE_PATHS[pathNumber] ?? PATHS.A;
        ({ trail } = extendTrail(trail, { from: before, to: now, state }, { path, spans }));
        credited = spans.reduce(unite, credited);
        if (spans.length > 0) totals.set(pathKey(path), (totals.get(pathKey(path)) ?? 0) + lengthOf(spans));
      }
      expect(trail.length).toBeLessThanOrEqual(1_000);
      expect(totalsOf(trail)).toEqual(totals);
      trail.forEach(({ from }, index) => expect(from).toBe(trail[index - 1]?.to ?? 0));
    }),
    { numRuns: 10, endOnFailure: true },
  );
});
