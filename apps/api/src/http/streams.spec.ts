import { describe, expect, it } from '@jest/globals';
import { Counters } from '../platform/counters.js';
import { Streams } from './streams.js';

describe('Streams', () => {
  it('lets the thread rest four times as long as a piece of work took, before it works for any streamed answer again', async () => {
    const streams = new Streams(new Counters());
    const work = (): number => {
      const from = performance.now();
      while (performance.now() < from + 10);
      return performance.now();
    };
    const [firstEnd, secondEnd] = await Promise.all([streams.takeTurn(work), streams.takeTurn(work)]);
    expect(secondEnd - firstEnd).toBeGreaterThanOrEqual(48);
  });
});
