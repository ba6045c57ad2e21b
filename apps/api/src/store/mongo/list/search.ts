import { toSeconds } from '@dwell/shared';
import type { mongo } from 'mongoose';
import type { SessionFilters, SessionQuery } from '../../ports/session-store.js';
import { readOnce } from '../connection/read-once.js';
import type { SessionDocument } from '../schema/sessions.js';
import type { Fences, SortField } from './fences.js';
import {
  afterPlace,
  allOf,
  conditions,
  type FieldFilter,
  fieldFilters,
  type IndexedField,
  type Place,
  viewTime,
  within,
} from './filters.js';
import { type Slice, slicesOf } from './slices.js';

/** A document as a list reads it. */
export type ListedDocument = mongo.WithId<SessionDocument> & {
  /** The time on the query's view, in milliseconds; only in a list that is sorted by this time. */
  readonly view_duration?: number;
};

type Page = mongo.FindCursor<ListedDocument> | mongo.AggregationCursor<ListedDocument>;

type PageQuery = Omit<SessionQuery, 'after'> & { readonly after: Place | undefined };

/**
 * A count with several filters reads the index of the filter that fewest sessions pass, if they are fewer than this.
 * Otherwise it reads the index over the start.
 */
const MANY = 100_000;

/** The fields that both lists and the live stream need. */
const COMMON: Readonly<Record<string, 1>> = {
  id_beaker_session: 1,
  username: 1,
  start: 1,
  last_ping: 1,
  last_visible_ping: 1,
  last_visible_path: 1,
  client: 1,
  key_hash: 1,
  superseded: 1,
  shown_view: 1,
  pages: 1,
};

/** The fields that lists need. */
const LISTED: Readonly<Record<string, 1>> = { ...COMMON, visible_duration: 1, tab_duration: 1, own_time: 1 };

/** The fields that the live stream needs. */
const LIVE: Readonly<Record<string, 1>> = { ...COMMON, revision: 1, shown_since: 1 };

/** Finds the sessions that are not superseded and whose last ping came after this time, in epoch milliseconds. */
export const recentSessions = (
  sessions: mongo.Collection<SessionDocument>,
  after: number,
): mongo.FindCursor<SessionDocument> =>
  sessions
    .find({ last_ping: { $gt: toSeconds(after) }, superseded: { $ne: true } })
    .hint('last_ping')
    .project<SessionDocument>(LIVE);

/** Finds the sessions with these ids. */
export const sessionsWithIds = (
  sessions: mongo.Collection<SessionDocument>,
  ids: readonly string[],
): mongo.FindCursor<SessionDocument> =>
  sessions.find({ _id: { $in: [...ids] } }).project<SessionDocument>(LIVE);

/**
 * Finds the sessions that match a query, in one of two ways, as on SQLite. A walk reads the index of the query's order
 * until enough sessions match. Gathering reads the sessions that pass one filter, and sorts them. If c of n sessions
 * pass the filter, a walk for a page of p sessions reads about p · n / c; so gathering is faster while c² < p · n. The
 * query names the index, because not every server's planner finds one. On a server that reads no order from an index, a
 * walk reads slices of the index, until the page is full.
 */
export class SessionSearch {
  /**
   * @param fences divide an index into slices. They are for servers that read no order from an index, and only for
   * pages. Without them, a walk is one query.
   */
  constructor(
    private readonly sessions: mongo.Collection<SessionDocument>,
    private readonly fences?: Fences,
  ) {}

  /** Returns the documents of one page. */
  async page(query: PageQuery): Promise<ListedDocument[]> {
    const index = await this.pageIndex(query);
    const { sort, order, after, limit } = query;
    if (!this.fences || sort === 'view_duration' || index !== sort) return this.read(query, index).toArray();
    // By id, because a session that is pinged between two reads may be in both slices. Each read may return as many
    // sessions as the page has, so that such sessions take no other's place.
    const found = new Map<string, ListedDocument>();
    for (const slice of slicesOf(await this.fences.of(sort), order, after?.value)) {
      for (const document of await this.read(query, index, slice).toArray()) {
        if (!found.has(document._id)) found.set(document._id, document);
      }
      if (found.size >= limit) break;
    }
    const page = [...found.values()].slice(0, limit);
    if (!after && order === 'desc' && page.length === limit) this.rememberEnd(sort, page.at(-1));
    return page;
  }

  /** Returns the cursor of one page, or of the part of it that lies in the slice. */
  read(query: PageQuery, index: IndexedField, slice: Slice = {}): Page {
    const { sort, order, after, limit } = query;
    const direction = order === 'asc' ? 1 : -1;
    if (sort === 'view_duration') return this.readByViewTime(query, index, direction);
    return this.sessions
      .find(allOf([...conditions(query), ...afterPlace(sort, order, after), ...within(sort, slice)]))
      .hint(index)
      .sort({ [sort]: direction, _id: direction })
      .limit(limit)
      .project<ListedDocument>(LISTED);
  }

  /**
   * Returns one page by the time on a view. No index has these times, so the server reads all sessions that pass the
   * filters, and sorts them.
   */
  private readByViewTime(query: PageQuery, index: IndexedField, direction: 1 | -1): Page {
    const { view = '', order, after, limit } = query;
    return this.sessions.aggregate<ListedDocument>(
      [
        { $match: allOf(conditions(query)) },
        { $set: { view_duration: viewTime(view) } },
        { $match: allOf(afterPlace('view_duration', order, after)) },
        { $sort: { view_duration: direction, _id: direction } },
        { $limit: limit },
        { $project: { ...LISTED, view_duration: 1 } },
      ],
      { hint: index },
    );
  }

  private rememberEnd(sort: SortField, last: ListedDocument | undefined): void {
    const value = last?.[sort];
    if (value !== undefined) this.fences?.rememberEnd(sort, value);
  }

  /** Counts the matching sessions. */
  async count(filters: SessionFilters): Promise<number> {
    return this.sessions.countDocuments(allOf(conditions(filters)), { hint: await this.countIndex(filters) });
  }

  /** Returns the named fields of all matching sessions. */
  async fields<Field extends keyof SessionDocument>(
    filters: SessionFilters,
    fields: readonly Field[],
  ): Promise<Pick<SessionDocument, Field>[]> {
    const shown = Object.fromEntries(fields.map((field) => [field, 1]));
    return readOnce(
      this.sessions
        .find(allOf(conditions(filters)))
        .hint(await this.countIndex(filters))
        .project<Pick<SessionDocument, '_id' | Field>>(shown),
    );
  }

  /** Returns the name of the index that a page reads. */
  async pageIndex(query: PageQuery): Promise<IndexedField> {
    const candidates = fieldFilters(query);
    const walked = query.sort === 'view_duration' ? 'views' : query.sort;
    if (candidates.length === 0) return walked;
    const few = Math.ceil(Math.sqrt(query.limit * (await this.sessions.estimatedDocumentCount())));
    return (await this.tightest(candidates, few)) ?? walked;
  }

  private async countIndex(filters: SessionFilters): Promise<IndexedField> {
    const candidates = fieldFilters(filters);
    const field = candidates.length === 1 ? candidates[0]?.field : await this.tightest(candidates, MANY);
    return field ?? 'start';
  }

  /** Returns the field of the filter that leaves fewest sessions, if it leaves fewer than `few`. */
  private async tightest(candidates: readonly FieldFilter[], few: number): Promise<IndexedField | undefined> {
    const counts = await Promise.all(
      candidates.map(({ filter, field }) =>
        this.sessions.countDocuments(filter, { hint: field, limit: Math.max(1, few) }),
      ),
    );
    const fewest = Math.min(few, ...counts);
    return fewest < few ? candidates[counts.indexOf(fewest)]?.field : undefined;
  }
}
