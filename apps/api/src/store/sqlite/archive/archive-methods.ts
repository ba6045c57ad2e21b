import type { Database } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { ApiKey, User } from '../../ports/account-store.js';
import type { Secret, StoredData } from '../../ports/archive.js';
import type { SessionDataName } from '../accounts/session-data-store.js';
import type { Statements } from '../connection/kysely.js';
import type { SessionReader } from '../list/read-session.js';
import type { ChangeTuple } from '../record/encode-session.js';
import type { SessionWriter } from '../record/session-writer.js';
import type { Tables } from '../schema/tables.js';
import { ArchiveReader, type CountedPart } from './archive-reader.js';
import type { UserSlotRows, UserTimePlace } from './archive-tuples.js';
import { ArchiveWriter } from './archive-writer.js';

/** Everything that the file holds, as Archive describes it. */
export const archiveMethods = (
  database: Database,
  db: Kysely<Tables>,
  statements: Statements,
  reader: SessionReader,
  recording: SessionWriter,
) => {
  // Nearly all processes never copy anything.
  let writer: ArchiveWriter | undefined;
  const write = (): ArchiveWriter => {
    recording.forgetAll();
    writer ??= new ArchiveWriter(database, db, statements);
    return writer;
  };
  const archive = new ArchiveReader(db, statements, reader);
  return {
    countArchived: (part: CountedPart) => archive.count(part),
    archivedSessions: (after: string, limit: number) => archive.sessions(after, limit),
    archivedUserTime: (after: UserTimePlace, limit: number) => archive.userTime(after, limit),
    archivedSecrets: () => archive.secrets(),
    archivedSessionData: (name: SessionDataName, after: string, limit: number) =>
      archive.sessionData(name, after, limit),
    /** As text it crosses at half the cost. */
    restoreSessions: (changes: string) => {
      write().sessions(JSON.parse(changes) as ChangeTuple[]);
    },
    restoreUserTime: (slots: readonly UserSlotRows[]) => {
      write().userTime(slots);
    },
    restoreUsers: (users: readonly User[]) => {
      write().users(users);
    },
    restoreApiKeys: (keys: readonly ApiKey[]) => {
      write().apiKeys(keys);
    },
    restoreSecrets: (secrets: readonly Secret[]) => {
      write().secrets(secrets);
    },
    restoreSessionData: (name: SessionDataName, records: readonly StoredData[]) => {
      write().sessionData(name, records);
    },
    rebuildSums: () => {
      write().rebuild();
    },
  };
};
