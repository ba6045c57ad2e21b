import { describe, expect, it } from '@jest/globals';
import { awakeSince, SLEEP_MS, TICK_MS } from './start-tracker.js';

describe('awakeSince', () => {
  it('counts all time up to 5 s since the last sample', () => {
    for (const ms of [0, 0.5, TICK_MS, 3_000, SLEEP_MS]) expect(awakeSince(1_000, 1_000 + ms)).toBe(ms);
  });

  it('takes more than 5 s since the last sample for sleep, and counts half a sampling interval', () => {
    for (const ms of [SLEEP_MS + 0.5, 200_000, 86_400_000]) {
      expect(awakeSince(1_000, 1_000 + ms)).toBe(TICK_MS / 2);
    }
  });
});
