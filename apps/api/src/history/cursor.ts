import {
  EPOCH_SECONDS_END,
  isLegalString,
  type SessionSort,
  type SortOrder,
  toMilliseconds,
} from '@dwell/shared';
import { invalidCursor, readCursor, writeCursor } from '../http/cursors.js';
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
  return writeCursor([sort, order, value, id]);
};

/** @throws InvalidFields if `text` is not a cursor, or is one of a list with another sort or order */
export const decodeCursor = (text: string, sort: SessionSort, order: SortOrder): SessionCursor => {
  const [ofSort, ofOrder, value, id, ...more] = readCursor(text);
  if (more.length > 0 || !isLegalString(id) || !isSortValue(sort, value)) {
    throw invalidCursor();
  }
  if (ofSort !== sort || ofOrder !== order) {
    throw invalidCursor('belongs to a list in another order');
  }
  return { value, id };
};

/** Returns whether a list with this sort can have `value` at its place: a username, or whole milliseconds. */
const isSortValue = (sort: SessionSort, value: unknown): value is number | string =>
  sort === 'username'
    ? isLegalString(value)
    : typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < TIME_END_MS;

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
