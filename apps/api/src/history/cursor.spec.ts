import { describe, expect, it } from '@jest/globals';
import { SESSION_SORTS, startSession } from '@dwell/shared';
import { MAX_CURSOR_LENGTH } from '../http/cursors.js';
import { InvalidFields } from '../http/validation.js';
import { keyOf } from '../store/model/session-key.js';
import type { ListedSession } from '../store/ports/session-store.js';
import { cursorAt, decodeCursor, encodeCursor } from './cursor.js';

const LAST: ListedSession = {
  id: 'id-1',
  key: keyOf('ann 😀', 'desk'),
  superseded: false,
  state: startSession(1_234),
  totals: [
    { path: ['v', 't'], ms: 5 },
    { path: ['w'], ms: 9 },
    { path: ['v'], ms: 2 },
  ],
};

describe('decodeCursor', () => {
  it.each(SESSION_SORTS)('returns the cursor that was encoded for a list sorted by %s', (sort) => {
    const list = { sort, order: 'desc', view: 'v' } as const;
    expect(decodeCursor(encodeCursor(list, LAST), list)).toEqual(cursorAt(list, LAST));
  });

  it.each(['username', 'view_duration'] as const)(
    'decodes the longest cursor that a request may send, in a list sorted by %s',
    (sort) => {
      const longest = '\u0001'.repeat(512);
      const last = {
        ...LAST,
        key: keyOf(longest, 'desk'),
        id: 'i'.repeat(512),
        totals: [{ path: [longest] as const, ms: 999_999_999_999 }],
      };
      const list = { sort, order: 'desc', view: longest } as const;
      const cursor = encodeCursor(list, last);
      expect(decodeCursor(cursor, list)).toEqual(cursorAt(list, last));
      expect(cursor.length).toBeLessThanOrEqual(MAX_CURSOR_LENGTH);
    },
  );

  it('rejects a cursor of a list with another sort or order', () => {
    const cursor = encodeCursor({ sort: 'start', order: 'asc' }, LAST);
    expect(() => decodeCursor(cursor, { sort: 'start', order: 'desc' })).toThrow(InvalidFields);
    expect(() => decodeCursor(cursor, { sort: 'last_ping', order: 'asc' })).toThrow(InvalidFields);
  });

  it('rejects a cursor of a list that is sorted by the time on another view', () => {
    const list = { sort: 'view_duration', order: 'asc' } as const;
    const cursor = encodeCursor({ ...list, view: 'v' }, LAST);
    expect(() => decodeCursor(cursor, { ...list, view: 'w' })).toThrow(InvalidFields);
    expect(decodeCursor(cursor, { ...list, view: 'v' }).value).toBe(7);
  });

  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  it.each([
    ['an empty string', ''],
    ['not JSON', 'AAAA'],
    ['another JSON value', encode({})],
    ['null', encode(null)],
    ['a list that is too short', encode(['start', 'asc', 1])],
    ['a string for a number', encode(['start', 'asc', 'x', 'id'])],
    ['a fraction', encode(['start', 'asc', 1.5, 'id'])],
    ['an id that is not a string', encode(['start', 'asc', 1, {}])],
    ['a cursor with a blank in it', `${encode(['start', 'asc', 1, 'id'])} `],
    ['a cursor with padding', `${encode(['start', 'asc', 1, 'id'])}=`],
    ['bytes that are not UTF-8', Buffer.from('["start","asc",1,"\xe9"]', 'latin1').toString('base64url')],
    ['a time before 1970', encode(['start', 'asc', -1, 'id'])],
    ['a time in microseconds', encode(['start', 'asc', 1_700_000_000_000_000, 'id'])],
    ['an empty id', encode(['start', 'asc', 1, ''])],
    ['an id with a lone surrogate', encode(['start', 'asc', 1, '\ud800'])],
    ['a list that is too long', encode(['start', 'asc', 1, 'id', 'more'])],
  ])('rejects %s', (_story, text) => {
    expect(() => decodeCursor(text, { sort: 'start', order: 'asc' })).toThrow(InvalidFields);
  });

  it('rejects a username that no session can have', () => {
    for (const username of ['', 'a\0b', '\ud800', 'u'.repeat(513)]) {
      const cursor = encode(['username', 'asc', username, 'id']);
      expect(() => decodeCursor(cursor, { sort: 'username', order: 'asc' })).toThrow(InvalidFields);
    }
  });
});
