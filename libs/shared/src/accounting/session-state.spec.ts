import { expect, test } from '@jest/globals';
import { isActive, startSession } from './session-state.js';

test('isActive is true until the session has been silent for the alive duration', () => {
  const lastPing = 1_000_000;
  expect(isActive(lastPing, lastPing, 300_000)).toBe(true);
  expect(isActive(lastPing, lastPing + 299_999, 300_000)).toBe(true);
  expect(isActive(lastPing, lastPing + 300_000, 300_000)).toBe(false);
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
