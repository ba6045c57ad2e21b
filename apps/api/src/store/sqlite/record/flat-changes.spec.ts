import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EncodedChange, EncodedWrite } from './encode-session.js';
import { flatten, unflatten } from './flat-changes.js';

const text = fc.string();
const number = fc.nat();

const total = { view: text, tab: text, ms: number };
const time = fc.record({ ...total, slot: number, visits: number });
const state = fc.constantFrom('visible', 'hidden', 'gap' as const);

const write: fc.Arbitrary<EncodedWrite> = fc.record({
  id: text,
  ordinal: number,
  revision: number,
  superseded: fc.constantFrom(0, 1),
  start: number,
  last_ping: number,
  last_visible_ping: number,
  last_visible_path: text,
  visible_ms: number,
  accounting: text,
  changedTotals: fc.array(fc.record(total)),
  trailChangedFrom: fc.option(number, { nil: undefined }),
  changedTrail: fc.array(fc.record({ begins: number, state, path: fc.option(text) })),
  rollups: fc.array(time),
  endedVisits: fc.array(fc.record({ ...total, slot: number, visits: number, length_bucket: number })),
});

const change: fc.Arbitrary<EncodedChange> = fc.record({
  key: fc.record({ username: text, client: text, hash: text }),
  writes: fc.array(write),
});

describe('flatten', () => {
  it('makes a list of values from which unflatten returns the same changes', () => {
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const flat = flatten(changes);
        expect(flat.filter((value) => typeof value === 'object' && value !== null)).toEqual([]);
        expect(unflatten(flat)).toEqual(changes);
      }),
    );
  });
});
