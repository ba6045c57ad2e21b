import type { Database } from 'better-sqlite3';
import { lockFile } from '../connection/file-lock.js';
import { queryBuilder, Statements } from '../connection/kysely.js';
import { openForWriting, refusing } from '../connection/open.js';
import type { SqliteOptions } from '../connection/options.js';
import { serve, type Service } from '../connection/worker-rpc.js';
import { migrate } from '../schema/migrate.js';
import { accountMethods } from '../accounts/account-store.js';
import { sessionDataMethods } from '../accounts/session-data-store.js';
import { archiveMethods } from '../archive/archive-methods.js';
import { SessionReader } from '../list/read-session.js';
import type { ChangeTuple } from '../record/encode-session.js';
import { SessionWriter } from '../record/session-writer.js';

/**
 * The recording lane: the only connection that writes, and the look-ups that a keepalive waits for, which
 * thus never stand behind a chart.
 */
const commitMethods = (database: Database, prefix: string) => {
  const db = queryBuilder(database, prefix);
  const statements = new Statements(database, db);
  const writer = new SessionWriter(database, db);
  const reader = new SessionReader(db, statements);
  return {
    commit: (changes: string) => writer.commit(JSON.parse(changes) as ChangeTuple[]),
    loadLatest: (keyHashes: readonly string[]) => reader.latest(keyHashes),
    ...accountMethods(db, statements),
    ...sessionDataMethods(database),
    ...archiveMethods(db, statements, reader, writer),
    ping: () => {
      database.prepare('select 1').get();
    },
  };
};

export type CommitMethods = ReturnType<typeof commitMethods>;

serve(async ({ file, collectionPrefix }: SqliteOptions): Promise<Service<CommitMethods>> => {
  const unlock = refusing(file, () => lockFile(file));
  const database = openForWriting(file);
  await migrate(queryBuilder(database, collectionPrefix), collectionPrefix, file);
  return {
    methods: commitMethods(database, collectionPrefix),
    close: () => {
      database.close();
      unlock();
    },
  };
});
