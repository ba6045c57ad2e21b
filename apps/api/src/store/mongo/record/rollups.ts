import { type RollupDelta, SLOT_MS, type SessionState } from '@dwell/shared';
import { bulkWriteMissing, RECORDING_DEADLINE_MS, within } from '../connection/bulk-write.js';
import type { MongoDatabase } from '../connection/database.js';
import { translateDriverError } from '../connection/errors.js';
import { SUMS } from '../schema/rollups.js';
import type { TimeRecord, WaitingVisits } from '../schema/sessions.js';

/**
 * A session's time by slot, and its visits by the slot in which they are recorded. The time and the visits of one slot
 * always count in the same place: in the session, or in one document of user_time.
 */
export interface SlotTimes {
  readonly time: readonly TimeRecord[];
  readonly visits: readonly WaitingVisits[];
}

export const NO_TIME: SlotTimes = { time: [], visits: [] };

/** A session's time and visits in slots that are closed for it. */
export interface ClosedTime extends SlotTimes {
  /** The session's id. */
  readonly id: string;
  readonly username: string;
  /** The session's revision. */
  readonly revision: number;
}

export const addRollups = (
  time: readonly TimeRecord[],
  rollups: readonly RollupDelta[],
): readonly TimeRecord[] => {
  if (rollups.length === 0) return time;
  const sums = [...time];
  for (const { slot, path, ms, visits } of rollups) {
    const [view, tab] = path;
    const index = sums.findIndex((each) => each.slot === slot && each.view === view && each.tab === tab);
    const sum = sums[index];
    if (sum) sums[index] = { ...sum, ms: sum.ms + ms, visits: sum.visits + visits };
    else sums.push({ slot, view, ...(tab === undefined ? {} : { tab }), ms, visits });
  }
  return sums;
};

/**
 * Whether the slot is closed for a session: its time there can't grow any more. A ping credits time from the session's
 * last ping on, or from the last ping of a visible page.
 */
export const isClosed = (slot: number, { lastPing, pages }: SessionState, superseded: boolean): boolean =>
  superseded ||
  (slot + SLOT_MS <= lastPing && pages.every(({ visible, at }) => !visible || slot + SLOT_MS <= at));

/** Returns the id of the document of user_time that has a session's time in a slot. */
export const userTimeId = (session: string, slot: number): string => `${session}:${slot}`;

/** Returns the part of a user_time document's id that names the session. */
export const sessionOf = (id: string): string => id.slice(0, id.lastIndexOf(':'));

/** Writes sessions' closed time to user_time, as whole values: a repeated or older write changes nothing. */
export class UserTimeWriter {
  constructor(private readonly database: MongoDatabase) {}

  /** @throws StoreUnavailableError */
  async write(closed: readonly ClosedTime[]): Promise<void> {
    const documents = closed.flatMap(toDocuments);
    if (documents.length === 0) return;
    const writes = documents.map((replacement) => {
      const { _id, username, revision } = replacement;
      return {
        replaceOne: { filter: { username, _id, revision: { $lt: revision } }, replacement, upsert: true },
      };
    });
    // A duplicate key means that user_time has the time of the same revision or a newer one.
    await bulkWriteMissing(this.database.userTime, writes, RECORDING_DEADLINE_MS);
    // If view_time has summed one of the slots already, it is summed again from that slot on.
    await translateDriverError(
      this.database.progress.updateOne(
        { _id: SUMS },
        { $min: { until: Math.min(...documents.map(({ slot }) => slot)) } },
      ),
    );
  }

  /** Returns the sessions' time and visits in these slots, by session id. */
  async read(
    slots: readonly { readonly id: string; readonly username: string; readonly slot: number }[],
  ): Promise<Map<string, SlotTimes>> {
    const found = new Map<string, SlotTimes>();
    if (slots.length === 0) return found;
    const idOf = new Map(slots.map(({ id, slot }) => [userTimeId(id, slot), id]));
    const filter = {
      username: { $in: slots.map(({ username }) => username) },
      _id: { $in: [...idOf.keys()] },
    };
    const documents = await translateDriverError(
      within(RECORDING_DEADLINE_MS, (signal) => this.database.userTime.find(filter, { signal }).toArray()),
    );
    for (const { _id, slot, time, visits = [] } of documents) {
      const session = idOf.get(_id) ?? '';
      const before = found.get(session) ?? NO_TIME;
      found.set(session, {
        time: [...before.time, ...time.map((path) => ({ slot, ...path }))],
        visits: [...before.visits, ...visits.map((visit) => ({ at: slot, ...visit }))],
      });
    }
    return found;
  }
}

const toDocuments = ({ id, username, revision, time, visits }: ClosedTime) => {
  const slots = new Set([...time.map(({ slot }) => slot), ...visits.map(({ at }) => at)]);
  return Array.from(slots, (slot) => ({
    _id: userTimeId(id, slot),
    username,
    slot,
    revision,
    time: time.filter((each) => each.slot === slot).map(({ slot: _, ...path }) => path),
    // An entry with no visits is not written. It only marks, in the session, that the session's visits of this slot
    // count; see visitsAfter.
    visits: visits.filter((each) => each.at === slot && each.visits > 0).map(({ at: _, ...visit }) => visit),
  }));
};
