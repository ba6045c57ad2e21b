import { describe, expect, it } from '@jest/globals';
import { LONGEST_SILENCE_MS, silenceAfter } from './backoff.js';

describe('a client whose request fails', () => {
  const silences = (random: number): number[] =>
    [1, 2, 3, 4, 20].map((failures) => silenceAfter(failures, 60_000, random, null));

  it('doubles its longest wait with each failure in a row, up to four minutes if there is no Retry-After', () => {
    expect(silences(1)).toEqual([60_000, 120_000, 240_000, 240_000, LONGEST_SILENCE_MS]);
  });

  it('waits by chance as little as half its longest wait, so that clients do not all come back at once', () => {
    expect(silences(0)).toEqual([30_000, 60_000, 120_000, 120_000, 120_000]);
  });

  it('waits at least as long as Retry-After asks for', () => {
    expect(silenceAfter(1, 1_000, 0, '7')).toBe(7_000);
    expect(silenceAfter(1, 60_000, 0, '7')).toBe(30_000);
  });

  it('waits longer than Retry-After by chance, so that clients do not all come back at once', () => {
    expect(silenceAfter(1, 60_000, 1, '100')).toBe(130_000);
  });

  it('ignores a Retry-After that is a date', () => {
    expect(silenceAfter(1, 1_000, 1, 'Wed, 21 Oct 2026 07:28:00 GMT')).toBe(1_000);
  });
});
