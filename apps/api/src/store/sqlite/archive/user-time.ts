import { sql } from 'kysely';
import { toUserSlots, type UserSlot } from '../../ports/archive.js';
import type { Statements } from '../connection/kysely.js';
import { openVisitRows } from '../schema/visit-rows.js';
import type { UserTimeTable, UserVisitTable } from '../schema/tables.js';

const session = sql.table('session');
const userTime = sql.table('user_time');

type Place = Pick<UserSlot, 'username' | 'slot'>;

/**
 * Returns the next `limit` records of users' time, with the pending time, which only sessions' rows have. user_time has
 * a row for each slot with pending time too: the first time that a session has on a path in a slot is written there, and
 * only later time is pending.
 */
export const userTimeAfter = (statements: Statements, after: Place, limit: number): UserSlot[] => {
  const slots = statements.all(sql<Place>`
    select distinct username, slot from ${userTime}
    where (username, slot) > (${after.username}, ${after.slot}) order by username, slot limit ${limit}`);
  const [first, last] = [slots[0], slots.at(-1)];
  if (!first || !last) return [];
  const isNext = (slotColumn: string) => sql`
    (username, ${sql.ref(slotColumn)}) >= (${first.username}, ${first.slot})
    and (username, ${sql.ref(slotColumn)}) <= (${last.username}, ${last.slot})`;
  const times = statements.all(sql<UserTimeTable>`
    select username, slot, view, tab, sum(ms) as ms, sum(visits) as visits from (
      select username, slot, view, tab, ms, visits from ${userTime} where ${isNext('slot')}
      union all
      select username, stay_slot, stay_view, stay_tab, stay_ms, stay_visits from ${session}
      where settled = 0 and stay_ms > 0 and ${isNext('stay_slot')}
    ) group by username, slot, view, tab order by username, slot`);
  const visits = statements.all(sql<UserVisitTable>`
    select username, slot, view, tab, length_bucket, visits, ms from ${sql.table('user_visit')} where ${isNext('slot')}`);
  const open = openVisitsOfSettled(statements, first.username, last.username);
  return toUserSlots(
    times.map(({ tab, ...row }) => ({ ...row, tab: tab === '' ? undefined : tab })),
    without(visits, open).map(({ tab, length_bucket: lengthBucket, ...row }) => ({
      ...row,
      tab: tab === '' ? undefined : tab,
      lengthBucket,
    })),
  );
};

/** Returns the visits that go on in settled sessions: they are in user_visit, and in the states of the sessions too. */
const openVisitsOfSettled = (statements: Statements, from: string, to: string): UserVisitTable[] =>
  statements
    .all(
      sql<{ username: string; accounting: string }>`
        select username, accounting from ${session}
        where username >= ${from} and username <= ${to} and settled = 1 and superseded = 0`,
    )
    .flatMap(({ username, accounting }) => openVisitRows(accounting).map((row) => ({ ...row, username })));

const without = (
  all: readonly UserVisitTable[],
  others: readonly UserVisitTable[],
): readonly UserVisitTable[] => {
  const keyOf = ({ username, slot, view, tab, length_bucket }: UserVisitTable): string =>
    JSON.stringify([username, slot, view, tab, length_bucket]);
  const left = new Map(all.map((row) => [keyOf(row), { ...row }]));
  for (const row of others) {
    const same = left.get(keyOf(row));
    if (!same) continue;
    same.visits -= row.visits;
    same.ms -= row.ms;
  }
  return [...left.values()].filter(({ visits }) => visits > 0);
};
