import type { mongo } from 'mongoose';
import type { SessionQuery } from '../../ports/session-store.js';
import type { SessionDocument } from '../schema/sessions.js';
import {
  behind,
  conditions,
  type FieldFilter,
  fieldFilters,
  type IndexedField,
  type Place,
  type SessionFilter,
} from './filters.js';

type Filters = Omit<SessionQuery, 'sort' | 'order' | 'limit' | 'after'>;
type PageQuery = Omit<SessionQuery, 'after'> & { readonly after: Place | undefined };

/** How many sessions a filter may leave and its index be worth reading, where all of them are counted. */
const MANY = 100_000;

/** What a list shows of a session. */
const LISTED: Readonly<Record<string, 1>> = {
  id_beaker_session: 1,
  username: 1,
  start: 1,
  last_ping: 1,
  last_visible_ping: 1,
  last_visible_path: 1,
  visible_duration: 1,
  tab_duration: 1,
  own_time: 1,
  client: 1,
  key_hash: 1,
  superseded: 1,
};

/**
 * Finds the sessions that a question is answered with. As with SQLite there are two ways: to walk the index of the order
 * asked for until enough sessions match, or to read the few that some filter leaves and sort them. Of n sessions of
 * which c pass the filter, a walk for a page of p reads about p · n / c; so the filter is better while c² < p · n. The
 * index is named in the query, as not every server's planner looks for one.
 */
export class SessionSearch {
  constructor(private readonly sessions: mongo.Collection<SessionDocument>) {}

  /** One page. */
  async page(query: PageQuery): Promise<mongo.FindCursor<mongo.WithId<SessionDocument>>> {
    const direction = query.order === 'asc' ? 1 : -1;
    return this.sessions
      .find(allOf([...conditions(query), ...behind(query.sort, query.order, query.after)]))
      .hint(await this.pageIndex(query))
      .sort({ [query.sort]: direction, _id: direction })
      .limit(query.limit)
      .project<mongo.WithId<SessionDocument>>(LISTED);
  }

  /** How many sessions match. */
  async count(filters: Filters): Promise<number> {
    return this.sessions.countDocuments(allOf(conditions(filters)), { hint: await this.countIndex(filters) });
  }

  private async pageIndex(query: PageQuery): Promise<IndexedField> {
    const candidates = fieldFilters(query);
    if (candidates.length === 0) return query.sort;
    const few = Math.ceil(Math.sqrt(query.limit * (await this.sessions.estimatedDocumentCount())));
    return (await this.tightest(candidates, few)) ?? query.sort;
  }

  private async countIndex(filters: Filters): Promise<IndexedField> {
    const candidates = fieldFilters(filters);
    const field = candidates.length === 1 ? candidates[0]?.field : await this.tightest(candidates, MANY);
    return field ?? 'start';
  }

  /** The field of the filter that leaves fewest sessions, where they are fewer than `few`. */
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

const allOf = (filters: readonly SessionFilter[]): SessionFilter =>
  filters.length === 0 ? {} : { $and: [...filters] };
