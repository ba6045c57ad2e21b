import { describe, expect, it } from '@jest/globals';
import { LONGEST_SILENCE_MS, silenceAfter } from './backoff.js';

describe('a client that is turned away', () => {
  const silences = (random: number): number[] =>
    [1, 2, 3, 4, 20].map((failures) => silenceAfter(failures, 60_000, random, null));

  it('is silent for twice as long each time, four minutes at most', () => {
    expect(silences(1)).toEqual([60_000, 120_000, 240_000, 240_000, LONGEST_SILENCE_MS]);
  });

  it('comes back up to half as early, so that not all come at once', () => {
    expect(silences(0)).toEqual([30_000, 60_000, 120_000, 120_000, 120_000]);
  });

  it('is never back before the server asked it to be', () => {
    expect(silenceAfter(1, 1_000, 0, '7')).toBe(7_000);
    expect(silenceAfter(1, 60_000, 0, '7')).toBe(30_000);
  });

  it('is not back just when it was asked to be, as all the others would be', () => {
    expect(silenceAfter(1, 60_000, 1, '100')).toBe(130_000);
  });

  it('makes its own plan where the server asks in another way', () => {
    expect(silenceAfter(1, 1_000, 1, 'Wed, 21 Oct 2026 07:28:00 GMT')).toBe(1_000);
  });
});
