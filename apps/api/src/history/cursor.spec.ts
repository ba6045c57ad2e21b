import { describe, expect, it } from '@jest/globals';
import { SESSION_SORTS, startSession } from '@dwell/shared';
import { InvalidFields } from '../http/validation.js';
import { keyOf } from '../store/model/session-key.js';
import type { ListedSession } from '../store/ports/session-store.js';
import { cursorAt, decodeCursor, encodeCursor } from './cursor.js';

const LAST: ListedSession = {
  id: 'id-1',
  key: keyOf('ann 😀', 'desk'),
  superseded: false,
  state: startSession(1_234),
  totals: [],
};

describe('cursors', () => {
  it.each(SESSION_SORTS)('lead back to the place that they were made for, by %s', (sort) => {
    expect(decodeCursor(encodeCursor(sort, 'desc', LAST), sort, 'desc')).toEqual(cursorAt(sort, LAST));
  });

  it('belong to one order', () => {
    const cursor = encodeCursor('start', 'asc', LAST);
    expect(() => decodeCursor(cursor, 'start', 'desc')).toThrow(InvalidFields);
    expect(() => decodeCursor(cursor, 'last_ping', 'asc')).toThrow(InvalidFields);
  });

  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  it.each([
    ['no text at all', ''],
    ['no JSON', 'AAAA'],
    ['another JSON', encode({})],
    ['null', encode(null)],
    ['too few parts', encode(['start', 'asc', 1])],
    ['a text for a number', encode(['start', 'asc', 'x', 'id'])],
    ['half a number', encode(['start', 'asc', 1.5, 'id'])],
    ['an id that is none', encode(['start', 'asc', 1, {}])],
    ['too many parts', encode(['start', 'asc', 1, 'id', 'more'])],
  ])('are refused when they are %s', (_story, text) => {
    expect(() => decodeCursor(text, 'start', 'asc')).toThrow(InvalidFields);
  });
});
