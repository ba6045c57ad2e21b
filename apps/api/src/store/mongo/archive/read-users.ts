import { compareCodePoints } from '../../model/code-point-order.js';
import type { Portions, UserSlot } from '../../ports/archive.js';
import { batchesOf } from '../connection/batches.js';
import type { MongoDatabase } from '../connection/database.js';
import { translateDriverError } from '../connection/errors.js';
import { sessionOf, userTimeId } from '../record/rollups.js';
import { waitingVisitsIn } from '../record/visits.js';
import { asArray } from '../schema/as-array.js';
import type { PathTime } from '../schema/rollups.js';
import type { SessionDocument, TimeRecord, VisitsRecord } from '../schema/sessions.js';
import { sumPaths } from '../statistics/time-rollups.js';
import { sumLengths } from '../statistics/visit-rollups.js';

/** One user's time and visits, by the slot in which they count. */
class UserSlots {
  private readonly slots = new Map<number, { readonly time: PathTime[]; readonly visits: VisitsRecord[] }>();

  add(time: readonly TimeRecord[], visits: readonly VisitsRecord[]): void {
    for (const each of time) this.at(each.slot).time.push(each);
    for (const each of visits) if (each.visits > 0) this.at(each.slot).visits.push(each);
  }

  inOrder(username: string): UserSlot[] {
    return [...this.slots]
      .sort(([a], [b]) => a - b)
      .map(([slot, { time, visits }]) => ({
        username,
        slot,
        time: sumPaths(time),
        visits: sumLengths(visits),
      }));
  }

  private at(slot: number) {
    const found = this.slots.get(slot) ?? { time: [], visits: [] };
    this.slots.set(slot, found);
    return found;
  }
}

/**
 * Yields users' time and visits, by username and slot. Reads one user whole before the next one, because a visit can be
 * recorded in a much later slot than the one in which it counts. While a session's time in a slot is both in the
 * session and in user_time, the session's time counts. Sessions are read first, because time moves from them to
 * user_time. They are read all at once, because few of them still have time to move.
 * @param withOpen whether to include the visits that still go on. The sessions' states have these visits too.
 */
export async function* readUsers(database: MongoDatabase, withOpen: boolean): Portions<UserSlot> {
  const waiting = await readWaiting(database, withOpen);
  const names = [...waiting.byUser.keys()].sort(compareCodePoints);
  let user: { readonly username: string; readonly slots: UserSlots } | undefined;
  /**
   * Yields the current user and the users before `username` who have time or visits only in their sessions. Makes
   * `username` the current user. Without a `username`, yields all users that are left.
   */
  function* moveTo(username: string | undefined): Generator<UserSlot[]> {
    if (user) yield user.slots.inOrder(user.username);
    for (;;) {
      const [next] = names;
      if (next === undefined || (username !== undefined && compareCodePoints(next, username) >= 0)) break;
      names.shift();
      yield waiting.byUser.get(next)?.inOrder(next) ?? [];
    }
    if (username === undefined) return;
    if (names[0] === username) names.shift();
    user = { username, slots: waiting.byUser.get(username) ?? new UserSlots() };
  }
  const cursor = database.userTime.find().hint('username').sort({ username: 1, slot: 1 });
  for await (const documents of batchesOf(cursor)) {
    const ended = withOpen ? undefined : await supersededAmong(database, documents);
    for (const { _id, username, slot, time, visits = [] } of documents) {
      if (user?.username !== username) yield* moveTo(username);
      if (waiting.ids.has(_id)) continue;
      const counted = visits.filter(({ goes_on }) => !goes_on || !ended || ended.has(sessionOf(_id)));
      user?.slots.add(
        time.map((path) => ({ ...path, slot })),
        counted,
      );
    }
  }
  yield* moveTo(undefined);
}

/**
 * Reads the time and visits that are still in the sessions. Also returns the ids of the documents of user_time that do
 * not count because a session still has their time.
 */
const readWaiting = async (
  { sessions }: MongoDatabase,
  withOpen: boolean,
): Promise<{ readonly byUser: ReadonlyMap<string, UserSlots>; readonly ids: ReadonlySet<string> }> => {
  const byUser = new Map<string, UserSlots>();
  const ids = new Set<string>();
  const read = new Set<string>();
  for (const [field, index] of [
    ['open_time.slot', 'open_time'],
    ['visits.slot', 'visits'],
  ] as const) {
    const found = await translateDriverError(
      sessions
        .find({ [field]: { $gte: 0 } })
        .hint(index)
        .project<SessionDocument>({ username: 1, last_ping: 1, superseded: 1, open_time: 1, visits: 1 })
        .toArray(),
    );
    for (const session of found) {
      if (read.has(session._id)) continue;
      read.add(session._id);
      const time = asArray(session.open_time);
      const visits = waitingVisitsIn(session);
      for (const slot of [...time.map((each) => each.slot), ...visits.map(({ at }) => at)]) {
        ids.add(userTimeId(session._id, slot));
      }
      const slots = byUser.get(session.username) ?? new UserSlots();
      byUser.set(session.username, slots);
      // Visits that went on when a session was superseded are always included, because the session's state no longer
      // has them.
      slots.add(
        time,
        visits.filter(({ goes_on }) => !goes_on || withOpen || session.superseded),
      );
    }
  }
  return { byUser, ids };
};

/** Returns the ids of the sessions that are superseded and have a visit that goes on in one of the documents. */
const supersededAmong = async (
  { sessions }: MongoDatabase,
  documents: readonly { readonly _id: string; readonly visits?: readonly VisitsRecord[] }[],
): Promise<ReadonlySet<string>> => {
  const ids = documents.filter(({ visits }) => visits?.some(({ goes_on }) => goes_on)).map(({ _id }) => _id);
  if (ids.length === 0) return new Set();
  const found = await translateDriverError(
    sessions
      .find({ _id: { $in: ids.map(sessionOf) }, superseded: true })
      .project<{ _id: string }>({ _id: 1 })
      .toArray(),
  );
  return new Set(found.map(({ _id }) => _id));
};
