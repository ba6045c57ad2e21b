import { type Kysely, sql } from 'kysely';
import type { Secret, StoredData } from '../../ports/archive.js';
import { type SessionDataName, tableOf } from '../accounts/session-data-store.js';
import type { Statements } from '../connection/kysely.js';
import type { SessionReader } from '../list/read-session.js';
import type { SessionRows } from '../list/decode-session.js';
import type { Tables } from '../schema/tables.js';
import type { UserTimePlace, UserTimeRow } from './archive-tuples.js';

const COUNTED = {
  sessions: sql.table('session'),
  userTime: sql`(select distinct username, slot from ${sql.table('user_time')})`,
  logins: sql.table(tableOf('logins')),
  sessman: sql.table(tableOf('sessman')),
} as const;

export type CountedPart = keyof typeof COUNTED;

/** Reads everything that the file holds, in portions. */
export class ArchiveReader {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly statements: Statements,
    private readonly reader: SessionReader,
  ) {}

  count(part: CountedPart): number {
    const query = sql<{ count: number }>`select count(*) as count from ${COUNTED[part]}`;
    return this.statements.first(query)?.count ?? 0;
  }

  /** Sessions with ids after this one, in order. */
  sessions(after: string, limit: number): SessionRows[] {
    const ids = this.statements.all(
      this.db.selectFrom('session').select('id').where('id', '>', after).orderBy('id').limit(limit),
    );
    return ids.flatMap(({ id }) => this.reader.find(id) ?? []);
  }

  /**
   * All rows of the next slots of users, in order of both. What stays keep back stands beside what is written; there
   * is a written row for each stay.
   */
  userTime(after: UserTimePlace, limit: number): UserTimeRow[] {
    const table = sql.table('user_time');
    const [username, slot] = after;
    const slots = this.statements.all(sql<{ username: string; slot: number }>`
      select distinct username, slot from ${table}
      where (username, slot) > (${username}, ${slot}) order by username, slot limit ${limit}`);
    const last = slots.at(-1);
    if (!last) return [];
    const within = (slotColumn: string) => sql`
      (username, ${sql.ref(slotColumn)}) > (${username}, ${slot})
      and (username, ${sql.ref(slotColumn)}) <= (${last.username}, ${last.slot})`;
    return this.statements.all(sql<UserTimeRow>`
      select username, slot, view, tab, sum(ms) as ms, sum(visits) as visits from (
        select username, slot, view, tab, ms, visits from ${table} where ${within('slot')}
        union all
        select username, stay_slot, stay_view, stay_tab, stay_ms, stay_visits from ${sql.table('session')}
        where settled = 0 and stay_ms > 0 and ${within('stay_slot')}
      ) group by username, slot, view, tab order by username, slot`);
  }

  secrets(): Secret[] {
    return this.statements.all(this.db.selectFrom('secrets').select(['name', 'value']).orderBy('name'));
  }

  sessionData(name: SessionDataName, after: string, limit: number): StoredData[] {
    return this.statements.all(sql<StoredData>`
      select session_id as sid, created_at as createdAt, data from ${sql.table(tableOf(name))}
      where session_id > ${after} order by session_id limit ${limit}`);
  }
}
