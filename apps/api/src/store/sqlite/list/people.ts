import { foldName } from '@dwell/shared';
import { type Expression, sql, type SqlBool } from 'kysely';
import { prefixRange } from '../../model/code-point-order.js';
import type { PeopleQuery, Person } from '../../ports/session-store.js';
import type { Statements } from '../connection/kysely.js';
import { inRange } from './filters.js';

const person = sql.table('person');
const session = sql.table('session');

const folded = sql.ref('folded');

/**
 * Returns SQL for the user's latest last ping. It has two selects, because settled and unsettled sessions are in
 * different indexes.
 */
const lastSeenOf = (username: Expression<string>) => sql<number | null>`(select max(seen) from (
    select max(last_ping) as seen from ${session} where username = ${username} and settled = 1
    union all
    select max(last_ping) from ${session} where username = ${username} and settled = 0
  ))`;

/** Finds people by name. */
export class PeopleSearch {
  constructor(private readonly statements: Statements) {}

  /**
   * Returns one page: first the people whose names begin with the text, then the people whose names contain it at a
   * later place.
   */
  find({ search, limit, after }: PeopleQuery): Person[] {
    const text = foldName(search);
    const place = after === undefined ? undefined : { username: after, folded: foldName(after) };
    const { from, below } = prefixRange(text);
    const hasPassedFirst = place !== undefined && !place.folded.startsWith(text);
    const first = hasPassedFirst ? [] : this.read(inRange(folded, from, below), place, limit);
    if (text === '' || first.length === limit) return first;
    const others = this.read(
      [sql`instr(folded, ${text}) > 1`],
      hasPassedFirst ? place : undefined,
      limit - first.length,
    );
    return [...first, ...others];
  }

  /** Returns the user's latest last ping, or 0 for a user without sessions. */
  lastSeen(username: string): number {
    const found = this.statements.first(
      sql<{ seen: number | null }>`select ${lastSeenOf(sql.val(username))} as seen`,
    );
    return found?.seen ?? 0;
  }

  private read(
    conditions: readonly Expression<SqlBool>[],
    place: { readonly username: string; readonly folded: string } | undefined,
    limit: number,
  ): Person[] {
    const afterPlace = place ? [sql`(folded, username) > (${place.folded}, ${place.username})`] : [];
    return this.statements.all(sql<Person>`
      select username, ${lastSeenOf(sql`${person}.username`)} as lastSeen from ${person}
      where ${sql.join([...conditions, ...afterPlace], sql` and `)}
      order by folded, username limit ${limit}`);
  }
}
