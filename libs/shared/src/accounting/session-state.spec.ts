import { expect, test } from '@jest/globals';
import { isActive, startSession } from './session-state.js';

test('a session is active until it was silent for the alive duration', () => {
  const lastPing = 1_000_000;
  expect(isActive(lastPing, lastPing, 300_000)).toBe(true);
  expect(isActive(lastPing, lastPing + 299_999, 300_000)).toBe(true);
  expect(isActive(lastPing, lastPing + 300_000, 300_000)).toBe(false);
});

test('a session that starts has its last pings at its start and no time', () => {
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
