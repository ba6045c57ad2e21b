import { type SessionSort, toSeconds } from '@dwell/shared';
import type { mongo } from 'mongoose';
import { prefixRange } from '../../model/prefix-range.js';
import type { SessionQuery } from '../../ports/session-store.js';
import type { SessionDocument } from '../schema/sessions.js';

export type SessionFilter = mongo.Filter<SessionDocument>;

/** The fields that have an index of their own, which is named like the field. */
export type IndexedField = 'start' | 'last_ping' | 'visible_duration' | 'username' | 'views';

/** What a question says of one indexed field. */
export interface FieldFilter {
  readonly field: IndexedField;
  readonly filter: SessionFilter;
}

/** A place in the order of a field: its value in the document, and the document's id. */
export interface Place {
  readonly value: number | string;
  readonly id: string;
}

type Filters = Omit<SessionQuery, 'sort' | 'order' | 'limit' | 'after'>;

/** What a question says of fields that an index is over, one by one. */
export const fieldFilters = (query: Filters): FieldFilter[] => {
  const { usernames, usernamePrefix, startedAfter, stoppedBefore, from, to, minDurationMs, view } = query;
  const filters: FieldFilter[] = [];
  const add = (field: IndexedField, condition: unknown): void => {
    filters.push({ field, filter: { [field]: condition } });
  };
  if (usernames) add('username', { $in: [...usernames] });
  if (usernamePrefix !== undefined) {
    const range = prefixRange(usernamePrefix);
    add('username', { $gte: range.from, ...(range.below === undefined ? {} : { $lt: range.below }) });
  }
  if (view !== undefined) add('views', view);
  if (minDurationMs !== undefined) add('visible_duration', { $gte: toSeconds(minDurationMs) });
  const start = range({ $gt: startedAfter, $lt: to });
  if (start) add('start', start);
  const lastPing = range({
    $gte: from,
    $gt: query.active ? query.activeSince : undefined,
    $lt: stoppedBefore,
  });
  if (lastPing) add('last_ping', lastPing);
  return filters;
};

/** All that a question says of a session. */
export const conditions = (query: Filters): SessionFilter[] => {
  const all = fieldFilters(query).map(({ filter }) => filter);
  if (query.active) all.push({ superseded: { $ne: true } });
  if (query.active === false || query.stoppedBefore !== undefined) {
    all.push({ $or: [{ superseded: true }, { last_ping: { $lte: toSeconds(query.activeSince) } }] });
  }
  return all;
};

/** Behind the place where the last page ended; without one, all whose value can be sorted by. */
export const behind = (
  sort: SessionSort,
  order: SessionQuery['order'],
  after: Place | undefined,
): SessionFilter[] => {
  const lowest = sort === 'username' ? '' : -Infinity;
  if (!after) return [{ [sort]: { $gte: lowest } }];
  const [next, nextOrSame] = order === 'asc' ? ['$gt', '$gte'] : ['$lt', '$lte'];
  return [
    { [sort]: { [nextOrSame]: after.value } },
    { $or: [{ [sort]: { [next]: after.value } }, { _id: { [next]: after.id } }] },
  ];
};

/** Times in seconds, as the documents have them. */
const range = (bounds: Readonly<Record<string, number | undefined>>): object | undefined => {
  const given = Object.entries(bounds).filter(([, time]) => time !== undefined && Number.isFinite(time));
  return given.length === 0
    ? undefined
    : Object.fromEntries(given.map(([operator, time]) => [operator, toSeconds(time ?? 0)]));
};
