import { describe, expect, it } from '@jest/globals';
import { parseDurationMs } from './duration.js';

const parse = (value: unknown): number => parseDurationMs(value, 'options.interval');

describe('parseDurationMs', () => {
  it.each([
    ['30s', 30_000],
    ['5s', 5000],
    ['1m30s', 90_000],
    ['1h 2m 3s', 3_723_000],
    ['500ms', 500],
    ['500', 500],
    ['1h', 3_600_000],
    ['1.5 min', 90_000],
    ['.5s', 500],
    ['2 days', 172_800_000],
    ['1 Week', 604_800_000],
    ['3 hrs', 10_800_000],
    ['2 seconds', 2000],
    ['1e3ms', 1000],
    ['1e3', 1000],
    [' 30s ', 30_000],
  ])('G4: parses %j as %d ms', (text, ms) => {
    expect(parse(text)).toBe(ms);
  });

  it.each([0, 1500, 0.5])('G4: returns the number %d as milliseconds', (ms) => {
    expect(parse(ms)).toBe(ms);
  });

  it.each(['', '0', '0s'])('G4: parses %j as 0', (text) => {
    expect(parse(text)).toBe(0);
  });

  it.each([
    'abc',
    '-5s',
    '-5',
    's',
    '30 parsecs',
    '30s or so',
    'about 30s',
    '1,5s',
    '1m 30',
    '5ss',
    '1.2.3s',
    '0x10',
    '1e999s',
    '1e999',
    'Infinity',
    '5 constructor',
    -1,
    NaN,
    Infinity,
    null,
    true,
    {},
    10n,
  ])('G4: rejects %p with the name of the option', (junk) => {
    expect(() => parse(junk)).toThrow(RangeError);
    expect(() => parse(junk)).toThrow(/^options\.interval must be a duration like "30s".*, not /);
  });
});
