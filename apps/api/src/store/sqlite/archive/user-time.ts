import { SLOT_MS } from '@dwell/shared';
import { sql } from 'kysely';
import { toUserSlots, type UserSlot } from '../../ports/archive.js';
import type { SlotWindow } from '../../ports/session-store.js';
import type { Statements } from '../connection/kysely.js';
import { ROW_BYTES } from '../packs/columns.js';
import { MOST_USERS, packId, partOf, partStart } from '../packs/parts.js';
import { userTime, userVisits } from '../packs/packed-rows.js';
import { openVisitRows } from '../schema/visit-rows.js';
import type { PackedUserTable, TimeRow, VisitRow } from '../schema/tables.js';

/** How many parts of time of a user are read at once. */
const PARTS_AT_ONCE = 8;

const session = sql.table('session');

/**
 * Returns how many records of users' time there are. A pack of `slotSums` has one row for each slot (more only for sums
 * that are too large for a row), and no slot of a user has both packed and unpacked time.
 */
export const countUserTime = (statements: Statements): number => {
  const counted = statements.first(sql<{ count: number }>`select
    (select coalesce(sum(length(columns)), 0) / ${sql.lit(ROW_BYTES.slotSums)} from ${sql.table('pack')}
      where id >= ${packId('slotSums', 0, 0)} and id < ${packId('slotSums', MOST_USERS, 0)})
    + (select count(*) from (select distinct username, slot from ${sql.table('user_time')})) as count`);
  return counted?.count ?? 0;
};

type Place = Pick<UserSlot, 'username' | 'slot'>;

/**
 * Returns the records of users' time that follow `after` in the order of username and slot: at least `least` of them if
 * there are as many. They contain the pending time, which only sessions' rows have. No slot has pending time alone: the
 * first time that a session has on a path in a slot is never pending.
 */
export const userTimeAfter = (statements: Statements, after: Place, least: number): UserSlot[] => {
  const found: UserSlot[] = [];
  let [{ username }, from] = [after, after.slot + SLOT_MS];
  while (found.length < least) {
    const user = statements.first(sql<PackedUserTable>`
      select username, number from ${sql.table('packed_user')} where username >= ${username} order by username limit 1`);
    if (!user) break;
    if (user.username !== username) from = 0;
    username = user.username;
    const first = firstSlot(statements, user, from);
    if (first === undefined) {
      // In the order of usernames, no other string is between the username and this string.
      [username, from] = [`${username}\0`, 0];
      continue;
    }
    const window = { from: Math.max(from, first), to: partStart(partOf(first) + PARTS_AT_ONCE) };
    found.push(...slotsIn(statements, username, window));
    from = window.to;
  }
  return found;
};

/** Returns the user's first slot with time since `from`, or a slot before it; undefined if there is no such time. */
const firstSlot = (
  statements: Statements,
  { username, number }: PackedUserTable,
  from: number,
): number | undefined => {
  const first = statements.first(sql<{ pack: number | null; slot: number | null }>`select
    (select min(id) from ${sql.table('pack')}
      where id >= ${packId('times', number, partOf(from))} and id < ${packId('times', number + 1, 0)}) as pack,
    (select min(slot) from ${sql.table('user_time')} where username = ${username} and slot >= ${from}) as slot`);
  const starts = [
    typeof first?.pack === 'number' ? partStart(first.pack) : Infinity,
    first?.slot ?? Infinity,
  ];
  const start = Math.min(...starts);
  return start === Infinity ? undefined : start;
};

const slotsIn = (statements: Statements, username: string, window: SlotWindow): UserSlot[] => {
  const { from, to } = window;
  const times = statements.all(sql<TimeRow>`
    select slot, view, tab, sum(ms) as ms, sum(visits) as visits from (
      select slot, view, tab, ms, visits from ${userTime(window)} where username = ${username}
      union all
      select stay_slot, stay_view, stay_tab, stay_ms, stay_visits from ${session}
      where username = ${username} and settled = 0 and stay_ms > 0 and stay_slot >= ${from} and stay_slot < ${to}
    ) group by slot, view, tab order by slot`);
  const visits = statements.all(sql<VisitRow>`
    select slot, view, tab, length_bucket, sum(visits) as visits, sum(ms) as ms
    from ${userVisits(window)} where username = ${username} group by slot, view, tab, length_bucket`);
  return toUserSlots(
    times.map(({ tab, ...row }) => ({ ...row, username, tab: tab === '' ? undefined : tab })),
    without(visits, openVisitsOfSettled(statements, username)).map(
      ({ tab, length_bucket: lengthBucket, ...row }) => ({
        ...row,
        username,
        tab: tab === '' ? undefined : tab,
        lengthBucket,
      }),
    ),
  );
};

/**
 * Returns the user's visits that go on in settled sessions that are not superseded. The rows of visits have them, but
 * records of users' time must not: a copy takes them from the states of the sessions.
 */
const openVisitsOfSettled = (statements: Statements, username: string): VisitRow[] =>
  statements
    .all(
      sql<{ accounting: string }>`
        select accounting from ${session} where username = ${username} and settled = 1 and superseded = 0`,
    )
    .flatMap(({ accounting }) => openVisitRows(accounting));

const without = (all: readonly VisitRow[], others: readonly VisitRow[]): readonly VisitRow[] => {
  const keyOf = ({ slot, view, tab, length_bucket }: VisitRow): string =>
    JSON.stringify([slot, view, tab, length_bucket]);
  const left = new Map(all.map((row) => [keyOf(row), { ...row }]));
  for (const row of others) {
    const same = left.get(keyOf(row));
    if (!same) continue;
    same.visits -= row.visits;
    same.ms -= row.ms;
  }
  return [...left.values()].filter(({ visits }) => visits > 0);
};
