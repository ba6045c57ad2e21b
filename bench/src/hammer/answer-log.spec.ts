import { describe, expect, it } from '@jest/globals';
import { AnswerLog } from './answer-log.js';

const logged = (
  ...answers: readonly (readonly [server: string, status: number | undefined, at: number])[]
) => {
  const log = new AnswerLog<string>();
  for (const [server, status, at] of answers) log.note({ server, status, sentAt: at - 1, at });
  return log;
};

describe('the log of what clients were answered', () => {
  it('tells when a server first took a ping again, each server for itself', () => {
    const log = logged(['a', 200, 10], ['a', 503, 21], ['b', 200, 22], ['a', 200, 23]);
    expect(log.firstOkAfter(20, 'a')).toBe(23);
    expect(log.firstOkAfter(20, 'b')).toBe(22);
    expect(log.firstOkAfter(24, 'a')).toBe(Infinity);
  });

  it('counts the answers of a time by status', () => {
    const log = logged(['a', 200, 10], ['a', 503, 20], ['a', undefined, 21], ['a', 503, 22], ['a', 200, 30]);
    expect(log.describe(20, 30)).toBe('503: 2, no answer: 1');
    expect(log.describe(40, 50)).toBe('nothing');
  });

  it('finds strange what is neither done nor refused for now', () => {
    expect(logged(['a', 200, 10], ['a', 503, 20]).strange).toBe(0);
    expect(logged(['a', 500, 10], ['a', undefined, 20], ['a', 400, 30]).strange).toBe(3);
  });

  it('knows the longest wait', () => {
    const log = logged(['a', 200, 10]);
    log.note({ server: 'a', status: 503, sentAt: 20, at: 25 });
    expect(log.longestWaitMs).toBe(5);
  });
});
