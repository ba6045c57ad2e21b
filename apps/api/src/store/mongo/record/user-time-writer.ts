import { bulkWrite, RECORDING_DEADLINE_MS, within } from '../connection/bulk-write.js';
import { answerOf, refusedForKeysAlone } from '../connection/errors.js';
import type { TimeRecord } from '../schema/sessions.js';
import type { UserTimeDocument } from '../schema/rollups.js';
import type { MongoDatabase } from '../connection/database.js';
import { VIEW_TIME } from '../statistics/progress.js';
import { userTimeId } from './rollups.js';

/** A session's time in slots that are over for it. */
export interface OverTime {
  readonly id: string;
  readonly username: string;
  /** The session's. */
  readonly revision: number;
  readonly time: readonly TimeRecord[];
}

/** Writes what sessions' slots came to. Whole values are written, so writing again changes nothing; the newest stays. */
export class UserTimeWriter {
  constructor(private readonly database: MongoDatabase) {}

  /** @throws StoreUnavailableError. */
  async write(over: readonly OverTime[]): Promise<void> {
    const documents = over.flatMap(documentsOf);
    if (documents.length === 0) return;
    const writes = documents.map((replacement) => {
      const { _id, username, revision } = replacement;
      return {
        replaceOne: { filter: { username, _id, revision: { $lt: revision } }, replacement, upsert: true },
      };
    });
    await answerOf(
      bulkWrite(this.database.userTime, writes, RECORDING_DEADLINE_MS).catch((error: unknown) => {
        // Where there is one already that is as new, it can't be inserted.
        if (!refusedForKeysAlone(error)) throw error;
      }),
    );
    // What is made of older slots is made again where time comes late.
    await answerOf(
      this.database.progress.updateOne(
        { _id: VIEW_TIME },
        { $min: { until: Math.min(...documents.map(({ slot }) => slot)) } },
      ),
    );
  }

  /** What sessions' slots came to, by session. */
  async read(
    slots: readonly { readonly id: string; readonly username: string; readonly slot: number }[],
  ): Promise<Map<string, TimeRecord[]>> {
    const found = new Map<string, TimeRecord[]>();
    if (slots.length === 0) return found;
    const sessionOf = new Map(slots.map(({ id, slot }) => [userTimeId(id, slot), id]));
    const filter = {
      username: { $in: slots.map(({ username }) => username) },
      _id: { $in: [...sessionOf.keys()] },
    };
    const documents = await answerOf(
      within(RECORDING_DEADLINE_MS, (signal) => this.database.userTime.find(filter, { signal }).toArray()),
    );
    for (const { _id, slot, time } of documents) {
      const session = sessionOf.get(_id) ?? '';
      const records = time.map((path) => ({ slot, ...path }));
      found.set(session, [...(found.get(session) ?? []), ...records]);
    }
    return found;
  }
}

const documentsOf = ({ id, username, revision, time }: OverTime) => {
  const bySlot = new Map<number, UserTimeDocument['time'][number][]>();
  for (const { slot, ...path } of time) bySlot.set(slot, [...(bySlot.get(slot) ?? []), path]);
  return [...bySlot].map(([slot, paths]) => ({
    _id: userTimeId(id, slot),
    username,
    slot,
    revision,
    time: paths,
  }));
};
