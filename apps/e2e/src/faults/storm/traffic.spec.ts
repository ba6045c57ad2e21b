import { describe, expect, it } from '@jest/globals';
import { busiestPage, recoveriesMs, trafficOf } from './traffic.js';

const at = (username: string, ...times: number[]) => times.map((time) => ({ username, at: time }));

describe('trafficOf', () => {
  const requests = [...at('ann', 900, 1_000, 1_500), ...at('bob', 1_999, 2_000, 5_999, 6_000)];
  const traffic = trafficOf(requests, at('bob', 1_990, 6_500), { from: 1_000, to: 6_000 });

  it('counts requests from the start of the window to just before its end', () => {
    expect(traffic.requests).toBe(5);
    expect(traffic.perSecond).toBe(1);
  });

  it('finds the busiest second, which may begin at any millisecond', () => {
    expect(traffic.busiestSecond).toBe(3);
  });

  it('counts the requests of each page less one per change of view in the window', () => {
    expect(Object.fromEntries(traffic.ofPage)).toEqual({ ann: 2, bob: 2 });
    expect(busiestPage(traffic)).toBe(2);
  });

  it('counts nothing in a window without requests', () => {
    const silence = trafficOf(requests, [], { from: 10_000, to: 11_000 });
    expect([silence.requests, silence.busiestSecond, busiestPage(silence)]).toEqual([0, 0, 0]);
  });
});

describe('recoveriesMs', () => {
  it('returns when each page is first heard again', () => {
    const heard = [...at('ann', 100), ...at('bob', 1_200), ...at('ann', 1_500, 2_000)];
    expect(Object.fromEntries(recoveriesMs(heard, 1_000))).toEqual({ bob: 200, ann: 500 });
  });
});
