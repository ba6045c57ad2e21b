import { expect } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { expectPercent } from './screen.js';

/**
 * Asserts that a label shows the right change between two figures: `+12 %`, `−4.2 %`, `× 12`, or words.
 * @param basis the figures that decide whether there was too little before to compare with
 */
export const expectChange = async (
  label: Locator,
  current: number,
  before: number,
  basis = { current, before },
): Promise<void> => {
  const words = await label.innerText();
  const times = current / before;
  if (current === before) expect(words).toBe('unchanged');
  else if (before === 0) expect(words).toBe('none before');
  else if (current === 0) expect(words).toBe('none now');
  else if (basis.current > 10 * basis.before) expect(words).toBe('little before');
  else if (Math.abs(times - 1) < 0.0005) expect(words).toBe('hardly changed');
  else if (times >= 10) expect(words).toBe(`× ${String(Math.round(times))}`);
  else {
    expect(words[0]).toBe(times > 1 ? '+' : '−');
    expectPercent(words.slice(1), Math.abs(times - 1));
  }
};
