import { toMilliseconds } from '@dwell/shared';
import type { mongo } from 'mongoose';
import { bulkWrite, UPKEEP_DEADLINE_MS } from '../connection/bulk-write.js';
import type { MongoDatabase } from '../connection/database.js';
import { translateDriverError } from '../connection/errors.js';
import type { UserTimeWriter } from '../record/rollups.js';
import { waitingVisitsIn } from '../record/visits.js';
import { asArray } from '../schema/as-array.js';
import type { SessionDocument } from '../schema/sessions.js';

/** The most sessions that are settled at once. */
const BATCH = 500;

/** The fields of a session that are read to settle it. */
type WaitingSession = Pick<
  SessionDocument,
  '_id' | 'id_beaker_session' | 'username' | 'last_ping' | 'superseded' | 'revision' | 'open_time' | 'visits'
>;

const FIELDS: Readonly<Record<keyof WaitingSession, 1>> = {
  _id: 1,
  id_beaker_session: 1,
  username: 1,
  last_ping: 1,
  superseded: 1,
  revision: 1,
  open_time: 1,
  visits: 1,
};

/** Settles sessions for which no ping is expected any more: moves their time and visits to user_time. */
export class SessionSettler {
  constructor(
    private readonly database: MongoDatabase,
    private readonly userTime: UserTimeWriter,
  ) {}

  /**
   * Finds the sessions that still have time or visits of slots before `target`, in epoch milliseconds. Settles those
   * that are superseded or whose last ping lies before `target`. Returns the first slot in which one of the others may
   * still record something, at most `target`. A visit that goes on does not hold this slot back, because it is recorded
   * in a later slot, when it ends.
   */
  async settleSilent(target: number): Promise<number> {
    const before = { $lt: target };
    return Math.min(
      await this.settleFound({ 'open_time.slot': before }, 'open_time', target),
      await this.settleFound({ 'visits.slot': before }, 'visits', target),
    );
  }

  private async settleFound(
    filter: mongo.Filter<SessionDocument>,
    index: string,
    target: number,
  ): Promise<number> {
    let reachable = target;
    const cursor = this.database.sessions.find(filter).hint(index).project<WaitingSession>(FIELDS);
    let silent: WaitingSession[] = [];
    for await (const session of cursor) {
      if (session.superseded || toMilliseconds(session.last_ping) < target) silent.push(session);
      else reachable = Math.min(reachable, ...slotsOf(session));
      if (silent.length < BATCH) continue;
      await this.settle(silent);
      silent = [];
    }
    await this.settle(silent);
    return reachable;
  }

  /**
   * First marks the sessions as settled. After that, a process that has loaded one of them earlier can't record a ping
   * to it without taking its visits back. Otherwise a visit that went on would count twice: in user_time and in the
   * session.
   */
  private async settle(silent: readonly WaitingSession[]): Promise<void> {
    if (silent.length === 0) return;
    const { sessions } = this.database;
    const marks = silent.map(({ _id, id_beaker_session, revision }) => ({
      updateOne: { filter: { id_beaker_session, _id, revision }, update: { $set: { settled: true } } },
    }));
    await translateDriverError(bulkWrite(sessions, marks, UPKEEP_DEADLINE_MS));
    const marked = await translateDriverError(
      sessions
        .find({
          id_beaker_session: { $in: silent.map((session) => session.id_beaker_session) },
          _id: { $in: silent.map(({ _id }) => _id) },
          settled: true,
        })
        .project<WaitingSession>(FIELDS)
        .toArray(),
    );
    if (marked.length === 0) return;
    await this.userTime.write(
      marked.map((session) => ({
        id: session._id,
        username: session.username,
        revision: session.revision,
        time: asArray(session.open_time),
        visits: waitingVisitsIn(session),
      })),
    );
    const drops = marked.map(({ _id, id_beaker_session, revision }) => ({
      updateOne: {
        filter: { id_beaker_session, _id, revision, settled: true },
        update: { $set: { open_time: [], visits: [] } },
      },
    }));
    await translateDriverError(bulkWrite(sessions, drops, UPKEEP_DEADLINE_MS));
  }
}

/** Returns the slots in which the session's time and visits are recorded. */
const slotsOf = (session: WaitingSession): number[] => [
  ...asArray(session.open_time).map(({ slot }) => slot),
  ...asArray(session.visits).map(({ at }) => at),
];
