import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { SessionFilters, SessionQuery } from '../../ports/session-store.js';
import type { Statements } from '../connection/kysely.js';
import type { Tables } from '../schema/tables.js';
import { type Candidates, candidatesByFilter, candidatesByTime, isByTime } from './candidates.js';
import type { OrderedFilters } from './filters.js';
import { gather, long, type Part, union, unsettled, walk } from './parts.js';

/**
 * Finds the sessions that match a query, in one of two ways. A walk reads sessions in the query's order until enough of
 * them match. Gathering reads all sessions that pass one filter, and sorts them. Either way can be a thousand times
 * slower than the other. If c of n sessions pass the filter, a walk for a page of p sessions reads about p · n / c; so
 * gathering is faster while c² < p · n.
 */
export class SessionSearch {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly statements: Statements,
  ) {}

  /** Returns the row numbers of one page of sessions, in order. */
  page(query: SessionQuery): number[] {
    return this.statements.firstColumn<number>(this.pageQuery(query));
  }

  pageQuery(query: SessionQuery): Part {
    const few = Math.ceil(Math.sqrt(query.limit * this.total()));
    return this.matching(query, few)
      .orderBy('sort', query.order)
      .orderBy('id', query.order)
      .limit(query.limit);
  }

  /** Counts the matching sessions. */
  count(filters: SessionFilters): number {
    return this.countOf(this.matching(inNoOrder(filters), Number.MAX_SAFE_INTEGER));
  }

  /** Counts the matching sessions that are not settled. */
  countUnsettled(filters: SessionFilters): number {
    return this.countOf(unsettled(this.db, inNoOrder(filters)));
  }

  /**
   * Counts by user the matching sessions that no pack has: those that are not settled, and the settled ones that are
   * too long to be packed.
   */
  countUnpackedByUser(filters: SessionFilters): Map<string, number> {
    const query = inNoOrder(filters);
    const found = union([unsettled(this.db, query), ...long(this.db, query)]);
    const counts = this.db
      .selectFrom('session')
      .where('pk', 'in', this.db.selectFrom(found.as('found')).select('pk'))
      .select(({ fn }) => ['username', fn.countAll<number>().as('count')])
      .groupBy('username');
    return new Map(this.statements.all(counts).map(({ username, count }) => [username, count]));
  }

  /** @param few the number of candidates below which gathering is faster. */
  private matching(query: OrderedFilters, few: number): Part {
    const candidates = this.fewCandidates(query, few);
    return union(candidates ? [gather(this.db, query, candidates)] : walk(this.db, query));
  }

  /** Returns the candidates of the filter that leaves fewest, if they are few. */
  private fewCandidates(query: OrderedFilters, few: number): Candidates | undefined {
    let most = few;
    let fewest: Candidates | undefined;
    for (const { rows, share } of candidatesByFilter(this.db, query)) {
      const limit = Math.min(most, Math.ceil(few * share));
      const count = this.countOf(rows.limit(limit));
      if (count >= limit) continue;
      most = count;
      fewest = rows;
    }
    const byTime = candidatesByTime(this.db, query);
    if (!byTime || this.countOf(byTime.limit(most)) >= most) return fewest;
    // In an order by time, a walk reads no more sessions than these, and does not have to sort them.
    return isByTime(query.sort) ? undefined : byTime;
  }

  private countOf(rows: SelectQueryBuilder<Tables, 'session', unknown>): number {
    const counted = this.db
      .selectFrom(rows.as('counted'))
      .select(({ fn }) => fn.countAll<number>().as('count'));
    return this.statements.first(counted)?.count ?? 0;
  }

  /** Returns about how many sessions are stored. */
  private total(): number {
    const last = this.db.selectFrom('session').select(({ fn }) => fn.max('pk').as('pk'));
    return this.statements.first(last)?.pk ?? 0;
  }
}

const inNoOrder = (filters: SessionFilters): OrderedFilters => ({
  ...filters,
  sort: 'last_ping',
  order: 'asc',
});
