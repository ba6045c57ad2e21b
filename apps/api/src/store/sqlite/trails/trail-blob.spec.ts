import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { StretchRow } from '../schema/tables.js';
import { decodeTrail, encodeTrail, type TrailPaths } from './trail-blob.js';

/** Paths. The first four have the ids in {@link IDS}; the last one has none. */
const PATHS: readonly string[] = [
  ['home'],
  ['home', 'é 😀'],
  ['x'.repeat(300), '"'],
  ['no id'],
  ['', '0'],
].map((path) => JSON.stringify(path));
const IDS = [1, 127, 128, 2 ** 31 - 1];

const paths: TrailPaths = {
  idOf: (path) => IDS[PATHS.indexOf(path)],
  get: (id) => PATHS[IDS.indexOf(id)] ?? 'missing',
};

const stretch = fc.record({
  begins: fc.oneof(fc.nat(1_000), fc.integer({ min: -(2 ** 50), max: 2 ** 50 })),
  state: fc.constantFrom('visible' as const, 'hidden' as const, 'gap' as const),
  path: fc.constantFrom(null, ...PATHS),
});

describe('A trail as bytes', () => {
  it('decodes to the same stretches', () => {
    fc.assert(
      fc.property(fc.array(stretch), (trail) => {
        const blob = encodeTrail(trail, paths);
        expect(decodeTrail(blob, paths)).toEqual(trail);
        // A blob may begin anywhere in its buffer.
        const moved = new Uint8Array(blob.length + 1).subarray(1);
        moved.set(blob);
        expect(decodeTrail(moved, paths)).toEqual(trail);
      }),
    );
  });

  it('has on average at most 7 bytes for each five-minute stretch after the first, if its path has an id', () => {
    const T0 = 1_700_000_000_000;
    const trail = Array.from({ length: 11 }, (_, index): StretchRow => ({
      begins: T0 + index * 300_000,
      state: 'visible',
      path: PATHS[0] ?? null,
    }));
    expect(encodeTrail(trail, paths).length).toBeLessThanOrEqual(
      encodeTrail(trail.slice(0, 1), paths).length + 70,
    );
  });

  it('is refused as damaged if a state is unknown', () => {
    expect(() => decodeTrail(Uint8Array.of(2, 9), paths)).toThrow('damaged');
  });
});
