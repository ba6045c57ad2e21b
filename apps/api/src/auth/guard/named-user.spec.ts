import { describe, expect, it } from '@jest/globals';
import { ForbiddenException } from '@nestjs/common';
import { InvalidFields } from '../../http/validation.js';
import type { Caller } from './caller.js';
import { callerNamedBy } from './caller.guard.js';

const unbound: Caller = { role: 'reporter', via: 'api-key', client: 'key' };
const bound: Caller = { ...unbound, username: 'Jörg' };

describe('X-Dwell-User', () => {
  it.each([
    ['ada', 'ada'],
    ['Ada Lovelace', 'Ada Lovelace'],
    ['J%C3%B6rg', 'Jörg'],
    ['%F0%9F%99%82', '🙂'],
    ['100%25', '100%'],
    ['a+b', 'a+b'],
    ['__proto__', '__proto__'],
  ])('with the value "%s" gives a key that is bound to no user the username "%s"', (header, username) => {
    expect(callerNamedBy(header, unbound)).toEqual({ ...unbound, username });
  });

  it('accepts the longest legal username', () => {
    const longest = 'a'.repeat(512);
    expect(callerNamedBy(longest, unbound)).toEqual({ ...unbound, username: longest });
  });

  it('leaves the caller unchanged when the header is absent', () => {
    expect(callerNamedBy(undefined, unbound)).toBe(unbound);
    expect(callerNamedBy(undefined, bound)).toBe(bound);
  });

  it('accepts the name that the caller already has', () => {
    expect(callerNamedBy('J%C3%B6rg', bound)).toBe(bound);
  });

  it('rejects another name than the caller has', () => {
    expect(() => callerNamedBy('ada', bound)).toThrow(ForbiddenException);
  });

  it.each([
    ['a cut-off escape', 'J%C3'],
    ['no escape', '100%'],
    ['bytes that are not UTF-8', '%FF%FE'],
    ['an encoded lone surrogate', '%ED%A0%80'],
    ['raw letters beyond ASCII', 'Jörg'],
    ['a tab', 'a\tb'],
    ['nothing', ''],
    ['NUL', 'a%00b'],
    ['513 characters', 'a'.repeat(513)],
  ])('with %s is rejected by an error that names the header', (_, header) => {
    for (const caller of [unbound, bound]) {
      let error: unknown;
      try {
        callerNamedBy(header, caller);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toBeInstanceOf(InvalidFields);
      expect((error as InvalidFields).errors.map(({ field }) => field)).toEqual(['X-Dwell-User']);
    }
  });
});
