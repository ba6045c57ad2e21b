import { describe, expect, it } from '@jest/globals';
import { peakOf } from './last-hour.js';

describe('the curve of the last hour', () => {
  it('has its peak in the first of the minutes with the most sessions', () => {
    const minutes = [2, 5, 5, 0].map((sessions, index) => ({ at: index * 60, sessions }));
    expect(peakOf(minutes)).toEqual({ at: 60, sessions: 5 });
    expect(peakOf([{ at: 0, sessions: 0 }])).toBeUndefined();
  });
});
