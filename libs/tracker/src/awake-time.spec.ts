import { describe, expect, it } from '@jest/globals';
import { awakeSince, SLEEP_MS, TICK_MS } from './awake-time.js';

describe('the time since the last look', () => {
  it('counts in full, late as the next look may be', () => {
    for (const ms of [0, 0.5, TICK_MS, 3_000, SLEEP_MS]) expect(awakeSince(1_000, 1_000 + ms)).toBe(ms);
  });

  it('was sleep where it is longer than a page is ever busy, but for half a look', () => {
    for (const ms of [SLEEP_MS + 0.5, 200_000, 86_400_000]) {
      expect(awakeSince(1_000, 1_000 + ms)).toBe(TICK_MS / 2);
    }
  });
});
