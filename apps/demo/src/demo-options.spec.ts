import { describe, expect, it } from '@jest/globals';
import { readDemoOptions } from './demo-options.js';

describe('readDemoOptions', () => {
  it('defaults to 30 days of 60 users', () => {
    expect(readDemoOptions([])).toEqual({ days: 30, users: 60, seed: 'dwell' });
    expect(readDemoOptions(['--days', '7', '--seed=x'])).toEqual({ days: 7, users: 60, seed: 'x' });
  });

  it.each([
    [['--days', '0'], /--days must be a whole number from 1 to 366, not "0"/],
    [['--users', 'many'], /--users must be a whole number from 1 to 2000, not "many"/],
    [['--port', '3000'], /--port/],
  ])('rejects %j', (args, message) => {
    expect(() => readDemoOptions(args)).toThrow(message);
  });
});
