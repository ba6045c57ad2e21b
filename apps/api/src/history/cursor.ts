import {
  EPOCH_SECONDS_END,
  isLegalString,
  type SessionSort,
  type SortOrder,
  toMilliseconds,
} from '@dwell/shared';
import { InvalidFields } from '../http/validation.js';
import type { ListedSession, SessionCursor } from '../store/ports/session-store.js';

/** Every time and every duration in a cursor is less than this, in milliseconds. */
const TIME_END_MS = toMilliseconds(EPOCH_SECONDS_END);

/** Returns the place after `last` in a list with this sort. */
export const cursorAt = (sort: SessionSort, last: ListedSession): SessionCursor => ({
  value: sortValue(sort, last),
  id: last.id,
});

/** Returns the place after `last` as opaque text, which also holds the sort and order of its list. */
export const encodeCursor = (sort: SessionSort, order: SortOrder, last: ListedSession): string => {
  const { value, id } = cursorAt(sort, last);
  return Buffer.from(JSON.stringify([sort, order, value, id])).toString('base64url');
};

/** @throws InvalidFields if `text` is not a cursor, or is one of a list with another sort or order */
export const decodeCursor = (text: string, sort: SessionSort, order: SortOrder): SessionCursor => {
  const [ofSort, ofOrder, value, id, ...more] = parse(text);
  if (more.length > 0 || !isLegalString(id) || !isSortValue(sort, value)) {
    throw new InvalidFields([{ field: 'cursor', message: 'is not a cursor of this list' }]);
  }
  if (ofSort !== sort || ofOrder !== order) {
    throw new InvalidFields([{ field: 'cursor', message: 'belongs to a list in another order' }]);
  }
  return { value, id };
};

/** Returns whether a list with this sort can have `value` at its place: a username, or whole milliseconds. */
const isSortValue = (sort: SessionSort, value: unknown): value is number | string =>
  sort === 'username'
    ? isLegalString(value)
    : typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < TIME_END_MS;

const parse = (text: string): unknown[] => {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
};

const sortValue = (sort: SessionSort, { key, state }: ListedSession): number | string => {
  switch (sort) {
    case 'start':
      return state.start;
    case 'last_ping':
      return state.lastPing;
    case 'visible_duration':
      return state.visibleMs;
    case 'username':
      return key.username;
  }
};
