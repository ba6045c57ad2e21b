import { loginLabelsOf } from '../accounts/login-store.js';
import { sessmanLabelsOf } from '../accounts/sessman-store.js';
import type { mongo } from 'mongoose';
import type {
  Archive,
  ArchivedRecords,
  Difference,
  OnRebuilt,
  Portions,
  SessionDataName,
  StoredData,
  UserSlot,
} from '../../ports/archive.js';
import type { Session, SessionChange, SessionStore } from '../../ports/session-store.js';
import { bulkWrite, UPKEEP_DEADLINE_MS } from '../connection/bulk-write.js';
import { batchesOf } from '../connection/batches.js';
import type { MongoDatabase } from '../connection/database.js';
import { translateDriverError } from '../connection/errors.js';
import { toSession } from '../list/decode-session.js';
import type { SessionDataDocument } from '../schema/accounts.js';
import type { PersonWriter } from '../people/person-writer.js';
import { measureOldVisits } from '../record/measure-old-visits.js';
import type { SessionDocument } from '../schema/sessions.js';
import type { ViewTimeBuilder } from '../statistics/view-time-builder.js';
import { findDifferences } from './differences.js';
import { readUsers } from './read-users.js';
import { addUserTime } from './user-time.js';

/**
 * Matches the session data that Dwell wrote. A collection of the same name may hold documents of other programs, which
 * do not have this form.
 */
const SESSION_DATA: mongo.Filter<SessionDataDocument> = {
  _id: { $type: 'string' },
  created_at: { $type: 'date' },
  data: { $type: 'string' },
};

/** Reads and writes the whole database. */
export class MongoArchive implements Archive {
  constructor(
    private readonly database: MongoDatabase,
    private readonly store: Pick<SessionStore, 'commit'>,
    private readonly sums: ViewTimeBuilder,
    private readonly people: PersonWriter,
  ) {}

  count(records: ArchivedRecords): Promise<number> {
    const { database } = this;
    if (records === 'logins' || records === 'sessman') {
      return translateDriverError(database[records].countDocuments(SESSION_DATA));
    }
    return translateDriverError(database[records].estimatedDocumentCount());
  }

  async *sessions(onUnreadable?: (id: string) => void): Portions<Session> {
    for await (const documents of batchesOf(this.database.sessions.find().sort({ _id: 1 }))) {
      yield documents.flatMap((document) => {
        const session = decode(document);
        if (!session) onUnreadable?.(String(document._id));
        return session ?? [];
      });
    }
  }

  /**
   * Commits the changes as for pings. On MongoDB a commit writes no sums for charts, so nothing could be left out to
   * make this faster.
   */
  addSessions(changes: readonly SessionChange[]): Promise<ReadonlySet<string>> {
    return this.store.commit(changes);
  }

  /**
   * Leaves out slots that have visits but no time. A visit counts in the slot of its first time, so data without damage
   * has no such slots.
   */
  async *userTime(): Portions<UserSlot> {
    for await (const slots of readUsers(this.database, false))
      yield slots.filter(({ time }) => time.length > 0);
  }

  addUserTime(slots: readonly UserSlot[]): Promise<void> {
    return addUserTime(this.database, slots);
  }

  async *sessionData(name: SessionDataName): Portions<StoredData> {
    for await (const documents of batchesOf(this.database[name].find(SESSION_DATA).sort({ _id: 1 }))) {
      yield documents.map(({ _id: sid, created_at, data }) => ({
        sid,
        createdAt: created_at.getTime(),
        data,
      }));
    }
  }

  async putSessionData(name: SessionDataName, records: readonly StoredData[]): Promise<void> {
    const labelsOf = name === 'sessman' ? sessmanLabelsOf : loginLabelsOf;
    const writes = records.map(({ sid: _id, createdAt, data }) => {
      const replacement = { created_at: new Date(createdAt), data, ...labelsOf(data) };
      return { replaceOne: { filter: { _id }, replacement, upsert: true } };
    });
    await translateDriverError(bulkWrite(this.database[name], writes, UPKEEP_DEADLINE_MS));
  }

  async rebuild(onProgress?: OnRebuilt): Promise<void> {
    await measureOldVisits(this.database, onProgress);
    await this.sums.rebuild(onProgress);
    await this.people.refill();
  }

  differences(): Promise<readonly Difference[]> {
    return translateDriverError(findDifferences(this.database, this.sums));
  }
}

/** Returns undefined if Dwell did not write the document or somebody damaged it. */
const decode = (document: SessionDocument): Session | undefined => {
  if (typeof document.key_hash !== 'string' || typeof document.ordinal !== 'number') return undefined;
  try {
    return toSession(document);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
};
