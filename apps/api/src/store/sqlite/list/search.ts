import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { SessionQuery } from '../../ports/session-store.js';
import type { Statements } from '../connection/kysely.js';
import type { Tables } from '../schema/tables.js';
import { type Candidates, candidatesOfFilters, candidatesOfTime } from './candidates.js';
import { gather, type Part, union, unsettled, walk } from './parts.js';

/** A question without the order in which its answer comes. */
type SessionFilters = Omit<SessionQuery, 'sort' | 'order' | 'limit' | 'after'>;

/**
 * Finds which sessions a question is answered with. There are two ways, and either can be a thousand
 * times the slower one: to walk the sessions in the order asked for until enough of them match, or, where
 * a filter leaves few, to gather all of those and sort them. Of n sessions of which c pass the filter, a
 * walk for a page of p reads about p · n / c; so gathering is better while c² < p · n.
 */
export class SessionSearch {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly statements: Statements,
  ) {}

  /** The sessions of one page, in order, by their rows' numbers. */
  page(query: SessionQuery): number[] {
    return this.statements.all(this.pageQuery(query)).map(({ pk }) => pk);
  }

  pageQuery(query: SessionQuery): Part {
    const few = Math.ceil(Math.sqrt(query.limit * this.total()));
    return this.matching(query, few)
      .orderBy('sort', query.order)
      .orderBy('id', query.order)
      .limit(query.limit);
  }

  /** How many sessions match. */
  count(filters: SessionFilters): number {
    return this.countOf(this.matching(inNoOrder(filters), Number.MAX_SAFE_INTEGER));
  }

  /** How many sessions match that are not settled. */
  countUnsettled(filters: SessionFilters): number {
    return this.countOf(unsettled(this.db, inNoOrder(filters)));
  }

  /** @param few how many candidates are few enough to be gathered. */
  private matching(query: SessionQuery, few: number): Part {
    const candidates = this.fewCandidates(query, few);
    return union(candidates ? [gather(this.db, query, candidates)] : walk(this.db, query));
  }

  /** The candidates of the filter that leaves fewest, where they are few. */
  private fewCandidates(query: SessionQuery, few: number): Candidates | undefined {
    const isByTime = query.sort === 'start' || query.sort === 'last_ping';
    let most = few;
    let fewest: Candidates | undefined;
    for (const candidates of candidatesOfFilters(this.db, query)) {
      const count = this.countOf(candidates.limit(most));
      if (count >= most) continue;
      most = count;
      fewest = candidates;
    }
    const ofTime = candidatesOfTime(this.db, query);
    if (!ofTime || this.countOf(ofTime.limit(most)) >= most) return fewest;
    // A walk in the order of time reads no more than these, and has not to sort them.
    return isByTime ? undefined : ofTime;
  }

  private countOf(rows: SelectQueryBuilder<Tables, 'session', unknown>): number {
    const counted = this.db
      .selectFrom(rows.as('counted'))
      .select(({ fn }) => fn.countAll<number>().as('count'));
    return this.statements.first(counted)?.count ?? 0;
  }

  /** About how many sessions there are. */
  private total(): number {
    const last = this.db.selectFrom('session').select(({ fn }) => fn.max('pk').as('pk'));
    return this.statements.first(last)?.pk ?? 0;
  }
}

const inNoOrder = (filters: SessionFilters): SessionQuery => ({
  ...filters,
  sort: 'last_ping',
  order: 'asc',
  limit: 0,
});
