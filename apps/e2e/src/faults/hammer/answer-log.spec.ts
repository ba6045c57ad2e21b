import { describe, expect, it } from '@jest/globals';
import { AnswerLog } from './answer-log.js';

const logged = (
  ...answers: readonly (readonly [server: string, status: number | undefined, at: number])[]
) => {
  const log = new AnswerLog<string, string>();
  for (const [server, status, at] of answers) log.note({ server, client: 'x', status, sentAt: at - 1, at });
  return log;
};

describe('AnswerLog', () => {
  it('finds the first successful answer of each server after an instant', () => {
    const log = logged(['a', 200, 10], ['a', 503, 21], ['b', 200, 22], ['a', 200, 23]);
    expect(log.firstOkOf('a', 20)).toBe(23);
    expect(log.firstOkOf('b', 20)).toBe(22);
    expect(log.firstOkOf('a', 24)).toBe(Infinity);
  });

  it('finds the first successful answer to each client, which may come later than that of each server', () => {
    const log = logged(['a', 200, 22]);
    log.note({ server: 'a', client: 'y', status: 200, sentAt: 19, at: 29 });
    expect(log.firstOkFor('x', 20)).toBe(22);
    expect(log.firstOkFor('y', 20)).toBe(29);
    expect(log.firstOkFor('z', 20)).toBe(Infinity);
  });

  it('counts the answers in a window by status', () => {
    const log = logged(['a', 200, 10], ['a', 503, 20], ['a', undefined, 21], ['a', 503, 22], ['a', 200, 30]);
    expect(log.describe(20, 30)).toBe('503: 2, no answer: 1');
    expect(log.describe(40, 50)).toBe('nothing');
  });

  it('counts answers other than 2xx and 503 as unexpected', () => {
    expect(logged(['a', 200, 10], ['a', 503, 20]).unexpected).toBe(0);
    expect(logged(['a', 500, 10], ['a', undefined, 20], ['a', 400, 30]).unexpected).toBe(3);
  });

  it('returns the longest wait for an answer', () => {
    const log = logged(['a', 200, 10]);
    log.note({ server: 'a', client: 'x', status: 503, sentAt: 20, at: 25 });
    expect(log.longestWaitMs).toBe(5);
  });
});
