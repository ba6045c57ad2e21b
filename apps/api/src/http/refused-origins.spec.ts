import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../testing/fake-clock.js';
import { LOG_INTERVAL_MS, MAX_LOG_LINES, MAX_REFUSED_ORIGINS, RefusedOrigins } from './refused-origins.js';

const SHOP = 'https://shop.example';

describe('RefusedOrigins', () => {
  let clock: FakeClock;
  let lines: string[];
  let refused: RefusedOrigins;
  beforeEach(() => {
    clock = new FakeClock();
    lines = [];
    refused = new RefusedOrigins(clock, (line) => lines.push(line));
  });

  it('counts the refusals of an origin in all its forms, and keeps the time of the last one', () => {
    refused.add('HTTPS://Shop.example');
    clock.advance(5_000);
    refused.add(`${SHOP}:443`);
    expect(refused.list()).toEqual([{ origin: SHOP, count: 2, lastAt: clock.now() }]);
  });

  it('lists the origin first that was refused last', () => {
    for (const origin of ['https://a.example', 'https://b.example', 'https://a.example']) refused.add(origin);
    expect(refused.list().map(({ origin, count }) => [origin, count])).toEqual([
      ['https://a.example', 2],
      ['https://b.example', 1],
    ]);
  });

  it('names an origin in the log at most once in a minute', () => {
    refused.add(SHOP);
    clock.advance(LOG_INTERVAL_MS - 1);
    refused.add(SHOP);
    expect(lines).toEqual([expect.stringContaining(SHOP)]);
    clock.advance(1);
    refused.add(SHOP);
    expect(lines).toHaveLength(2);
  });

  it('remembers a limited number of origins, and writes a limited number of lines in a minute', () => {
    const total = 10 * MAX_REFUSED_ORIGINS;
    for (let n = 0; n < total; n++) refused.add(`https://made-up-${n}.example`);
    expect(refused.list()).toHaveLength(MAX_REFUSED_ORIGINS);
    expect(refused.list()[0]?.origin).toBe(`https://made-up-${total - 1}.example`);
    expect(lines).toHaveLength(MAX_LOG_LINES);
    clock.advance(LOG_INTERVAL_MS);
    refused.add(SHOP);
    expect(lines).toHaveLength(MAX_LOG_LINES + 1);
  });

  it.each(['null', '', 'nonsense\r\nforged line', 'file://', `https://${'a.'.repeat(200)}example`])(
    'ignores "%s", which nobody could allow',
    (origin) => {
      refused.add(origin);
      expect([refused.list(), lines]).toEqual([[], []]);
    },
  );
});
