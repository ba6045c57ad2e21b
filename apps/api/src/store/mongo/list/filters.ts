import { type ActiveWindow, type SessionSort, type SortOrder, toSeconds } from '@dwell/shared';
import type { mongo } from 'mongoose';
import { prefixRange } from '../../model/code-point-order.js';
import type { SessionFilters } from '../../ports/session-store.js';
import type { SessionDocument } from '../schema/sessions.js';
import type { Slice } from './slices.js';

export type DocumentFilter = mongo.Filter<SessionDocument>;

/** The fields with an index of their own, which has the field's name. */
export type IndexedField = 'start' | 'last_ping' | 'visible_duration' | 'username' | 'views';

/** A filter on one indexed field. */
export interface FieldFilter {
  readonly field: IndexedField;
  readonly filter: DocumentFilter;
}

/** A place in the order of a field: the field's value in the document, and the document's id. */
export interface Place {
  readonly value: number | string;
  readonly id: string;
}

/** Returns the conditions that the filters put on indexed fields, each condition on its own. */
export const fieldFilters = (filters: SessionFilters): FieldFilter[] => {
  const { usernames, usernamePrefix, minDurationMs, view } = filters;
  const found: FieldFilter[] = [];
  const add = (field: IndexedField, condition: unknown): void => {
    found.push({ field, filter: { [field]: condition } });
  };
  if (usernames) add('username', { $in: [...usernames] });
  if (usernamePrefix !== undefined) add('username', beginsWith(usernamePrefix));
  if (view !== undefined) add('views', view);
  // With a view, the minimum is for the time on that view, which another condition checks. The session's time on all
  // views is at least as long, so this condition leaves out no session that must be found.
  if (minDurationMs !== undefined) add('visible_duration', { $gte: toSeconds(minDurationMs) });
  const start = timeRange({ $gt: filters.startedAfter, $lt: filters.to });
  if (start) add('start', start);
  const lastPing = timeRange({
    $gte: filters.from,
    ...(filters.active || filters.hereNow
      ? { $gt: filters.activeWindow?.after, $lte: filters.activeWindow?.until }
      : {}),
    $lt: filters.stoppedBefore,
  });
  if (lastPing) add('last_ping', lastPing);
  return found;
};

/** Returns all conditions on a session. */
export const conditions = (filters: SessionFilters): DocumentFilter[] => {
  const { active, activeWindow, stoppedBefore, view, hereNow, minDurationMs } = filters;
  const all = fieldFilters(filters).map(({ filter }) => filter);
  if (filters.notUsernames) all.push({ username: { $nin: [...filters.notUsernames] } });
  if (view !== undefined && minDurationMs !== undefined) {
    all.push({ $expr: { $gte: [viewTime(view), minDurationMs] } });
  }
  if (active) all.push({ superseded: { $ne: true } });
  if ((active || hereNow) && !activeWindow) all.push(NOTHING);
  if (view !== undefined && hereNow !== undefined && activeWindow) {
    const isHereNow = hereNowOn(view, activeWindow);
    all.push(hereNow ? isHereNow : { $nor: [isHereNow] });
  }
  if (activeWindow && (active === false || stoppedBefore !== undefined)) {
    const { after, until } = activeWindow;
    all.push({
      $or: [
        { superseded: true },
        { last_ping: { $lte: toSeconds(after) } },
        { last_ping: { $gt: toSeconds(until) } },
      ],
    });
  }
  return all;
};

/**
 * Returns an expression for an object's members as a list of `{ k: key, v: value }`; an empty list for any other value.
 */
const entriesOf = (value: string) => ({
  $objectToArray: { $cond: [{ $eq: [{ $type: value }, 'object'] }, value, {}] },
});

/**
 * Returns an expression for a session's time on the view, in milliseconds. It searches tab_duration for the view,
 * because a view is no safe field name. Time that another program damaged counts as 0.
 */
export const viewTime = (view: string) => {
  const ofView = {
    $filter: { input: entriesOf('$tab_duration'), cond: { $eq: ['$$this.k', { $literal: view }] } },
  };
  const onTabs = { $sum: { $map: { input: entriesOf('$$view.v'), as: 'tab', in: '$$tab.v' } } };
  const seconds = { $cond: [{ $eq: [{ $type: '$$view.v' }, 'object'] }, onTabs, '$$view.v'] };
  return { $round: { $multiply: [1000, { $sum: { $map: { input: ofView, as: 'view', in: seconds } } }] } };
};

/** Matches no document. */
const NOTHING = { _id: { $in: [] } };

/** Returns the condition that a session is here now on the view, as showsView (libs/shared) defines it. */
const hereNowOn = (view: string, { after, until }: ActiveWindow): DocumentFilter => ({
  superseded: { $ne: true },
  last_ping: { $gt: toSeconds(after), $lte: toSeconds(until) },
  $or: [
    { shown_view: view },
    {
      pages: {
        $elemMatch: {
          visible: true,
          at: { $gt: after },
          $or: [{ listed_view: view }, { 'path.0': view, listed_view: { $exists: false } }],
        },
      },
    },
  ],
});

/** Matches the texts that begin with `prefix`, by a range that an index can read. */
export const beginsWith = (prefix: string): { $gte: string; $lt?: string } => {
  const { from, below } = prefixRange(prefix);
  return { $gte: from, ...(below === undefined ? {} : { $lt: below }) };
};

/** Matches every number, and nothing else. */
export const ANY_NUMBER = { $gte: -Infinity };

/** Matches every string, and nothing else. */
const ANY_STRING = { $gte: '' };

/**
 * Returns the conditions for the documents that come after the place in the given order. Without a place, these are the
 * conditions for all documents whose sort field has a value of the type that Dwell writes there.
 */
export const afterPlace = (
  sort: SessionSort,
  order: SortOrder,
  place: Place | undefined,
): DocumentFilter[] => {
  if (!place) return [{ [sort]: sort === 'username' ? ANY_STRING : ANY_NUMBER }];
  return comesAfter(sort, order, place);
};

/**
 * Returns the conditions for the documents that come after the place in the order of a field. The id breaks ties. The
 * first condition is a range that an index can read.
 */
export const comesAfter = (field: string, order: SortOrder, { value, id }: Place) => {
  const [after, atOrAfter] = order === 'asc' ? ['$gt', '$gte'] : ['$lt', '$lte'];
  return [
    { [field]: { [atOrAfter]: value } },
    { $or: [{ [field]: { [after]: value } }, { _id: { [after]: id } }] },
  ];
};

/** Returns the conditions for the documents whose value of the field lies in the slice. */
export const within = (field: string, { from, below }: Slice): DocumentFilter[] => {
  const bounds = {
    ...(from === undefined ? {} : { $gte: from }),
    ...(below === undefined ? {} : { $lt: below }),
  };
  return Object.keys(bounds).length === 0 ? [] : [{ [field]: bounds }];
};

/** Returns a condition of these bounds in the documents' seconds; undefined if all bounds are undefined. */
const timeRange = (bounds: Readonly<Record<string, number | undefined>>): object | undefined => {
  const given = Object.entries(bounds).flatMap(([operator, time]) =>
    time === undefined ? [] : [[operator, toSeconds(time)] as const],
  );
  return given.length === 0 ? undefined : Object.fromEntries(given);
};

/** Returns a filter for the documents that pass all of these filters. */
export const allOf = (filters: readonly DocumentFilter[]): DocumentFilter =>
  filters.length === 0 ? {} : { $and: [...filters] };
