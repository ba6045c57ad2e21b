import { EPOCH_SECONDS_END, isLegalString, type SessionSort, toMilliseconds, viewMs } from '@dwell/shared';
import { invalidCursor, readCursor, writeCursor } from '../http/cursors.js';
import type { ListedSession, SessionCursor, SessionQuery } from '../store/ports/session-store.js';

/** Every time and every duration in a cursor is less than this, in milliseconds. */
const TIME_END_MS = toMilliseconds(EPOCH_SECONDS_END);

/** The order of a list. */
export type ListOrder = Pick<SessionQuery, 'sort' | 'order' | 'view'>;

/** Returns the cursor for the sessions after `last` in a list with this order. */
export const cursorAt = (list: ListOrder, last: ListedSession): SessionCursor => ({
  value: sortValue(list, last),
  id: last.id,
});

/** Returns the cursor for the sessions after `last` as opaque text, which also names the order of its list. */
export const encodeCursor = (list: ListOrder, last: ListedSession): string => {
  const { value, id } = cursorAt(list, last);
  return writeCursor([sortKey(list), list.order, value, id]);
};

/** Returns the sort; if it is by the time on a view, with the view. */
const sortKey = ({ sort, view = '' }: ListOrder): string =>
  sort === 'view_duration' ? `${sort} ${view}` : sort;

/** @throws InvalidFields if `text` is not a cursor, or is one of a list in another order */
export const decodeCursor = (text: string, list: ListOrder): SessionCursor => {
  const { sort, order } = list;
  const [ofSort, ofOrder, value, id, ...more] = readCursor(text);
  if (more.length > 0 || !isLegalString(id) || !isSortValue(sort, value)) {
    throw invalidCursor();
  }
  if (ofSort !== sortKey(list) || ofOrder !== order) {
    throw invalidCursor('belongs to a list in another order');
  }
  return { value, id };
};

/** Returns whether `value` can be in a cursor of a list with this sort: a username, or whole milliseconds. */
const isSortValue = (sort: SessionSort, value: unknown): value is number | string =>
  sort === 'username'
    ? isLegalString(value)
    : typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < TIME_END_MS;

const sortValue = (
  { sort, view = '' }: ListOrder,
  { key, state, totals }: ListedSession,
): number | string => {
  switch (sort) {
    case 'start':
      return state.start;
    case 'last_ping':
      return state.lastPing;
    case 'visible_duration':
      return state.visibleMs;
    case 'username':
      return key.username;
    case 'view_duration':
      return viewMs(totals, view);
  }
};
