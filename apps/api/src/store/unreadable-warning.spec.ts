import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { warnOfUnreadable } from './unreadable-warning.js';

describe('warnOfUnreadable', () => {
  const warnings = (): unknown[] => jest.mocked(process.emitWarning).mock.calls.map(([warning]) => warning);
  const sid = `abcdef${'0'.repeat(26)}`;
  beforeEach(() => {
    jest.spyOn(process, 'emitWarning').mockReturnValue();
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('warns once about each record, and shows the first characters of its id', () => {
    const warn = warnOfUnreadable('The login');
    warn(sid, new TypeError('created_at is no date'));
    warn(sid, new TypeError('created_at is no date'));
    warn(`x${sid}`, 'gone');
    expect(warnings()).toEqual([
      "The login abcdef… can't be read, and counts as none: created_at is no date",
      "The login xabcde… can't be read, and counts as none: its data is no JSON",
    ]);
  });

  it('hides a parser’s message, which repeats a part of the data', () => {
    let cause: unknown;
    try {
      JSON.parse('{"password":hunter2}');
    } catch (error) {
      cause = error;
    }
    expect(String(cause)).toContain('hunter2');
    warnOfUnreadable('The login')(sid, cause);
    expect(warnings().join()).not.toContain('hunter2');
  });
});
