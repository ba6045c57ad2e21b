import { expect, test } from '@jest/globals';
import {
  activeWindowAt,
  CLOCK_TOLERANCE_MS,
  isActive,
  isAhead,
  isInWindow,
  startSession,
} from './session-state.js';

test('isActive is true until the session has been silent for the alive duration', () => {
  const lastPing = 1_000_000;
  expect(isActive(lastPing, lastPing, 300_000)).toBe(true);
  expect(isActive(lastPing, lastPing + 299_999, 300_000)).toBe(true);
  expect(isActive(lastPing, lastPing + 300_000, 300_000)).toBe(false);
});

test('isActive is true while the last ping is at most the clock tolerance ahead of the clock', () => {
  const now = 1_000_000;
  expect(CLOCK_TOLERANCE_MS).toBe(30_000);
  expect(isActive(now + 30_000, now, 300_000)).toBe(true);
  expect(isActive(now + 30_001, now, 300_000)).toBe(false);
  expect(isAhead(now + 30_000, now)).toBe(false);
  expect(isAhead(now + 30_001, now)).toBe(true);
});

test('a last ping lies in the window of active sessions exactly when the session is active', () => {
  const now = 1_000_000;
  const { after, until } = activeWindowAt(now, 300_000);
  for (const lastPing of [after, after + 1, now, until, until + 1]) {
    expect(isInWindow(lastPing, { after, until })).toBe(isActive(lastPing, now, 300_000));
  }
});

test('startSession returns a state with all pings at the start and no time', () => {
  expect(startSession(7)).toEqual({
    start: 7,
    lastPing: 7,
    lastVisiblePing: 7,
    lastVisiblePath: [],
    visibleMs: 0,
    pages: [],
    covered: [],
  });
});
