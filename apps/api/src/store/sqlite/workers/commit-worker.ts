import type { Database } from 'better-sqlite3';
import { accountMethods } from '../accounts/account-store.js';
import { sessionDataMethods } from '../accounts/session-data-store.js';
import { annotationWriteMethods } from '../annotations/annotation-store.js';
import { archiveMethods } from '../archive/archive-methods.js';
import { auditWriteMethods } from '../audit/audit-store.js';
import { asUnusable, warn } from '../connection/errors.js';
import { definePackRows } from '../packs/packed-rows.js';
import { FileWatch } from '../connection/file-watch.js';
import { queryBuilder, Statements } from '../connection/kysely.js';
import { groupWriteMethods } from '../groups/write-groups.js';
import { lockFile, openForWriting, type WorkerOptions } from '../connection/open.js';
import { serve, type Service } from '../connection/worker-rpc.js';
import { WriteGuard } from '../connection/write-guard.js';
import { SessionReader } from '../list/read-session.js';
import { type FlatChanges, unflatten } from '../record/flat-changes.js';
import { SessionWriter } from '../record/session-writer.js';
import { savedViewWriteMethods } from '../saved-views/saved-view-store.js';
import { migrate } from '../schema/migrate.js';

/** The shortest time between two lines of {@link progressLines}, in milliseconds. */
const PROGRESS_EVERY_MS = 5_000;

/** Returns a function that logs how much of `what` is prepared, at most once every {@link PROGRESS_EVERY_MS}. */
const progressLines = (file: string, what: string): ((done: number, of: number) => void) => {
  let writtenAt = performance.now();
  return (done, of) => {
    if (performance.now() < writtenAt + PROGRESS_EVERY_MS) return;
    writtenAt = performance.now();
    warn(`${file}: ${done} of ${of} ${what} are prepared`);
  };
};

/**
 * The methods of the only connection that writes. The reads for a keepalive are here too, so that they do not wait for
 * a chart.
 */
const commitMethods = (database: Database, prefix: string, file: string, guard: WriteGuard) => {
  const db = queryBuilder(database, prefix);
  const statements = new Statements(database, db);
  definePackRows(database);
  const writer = new SessionWriter(database, db);
  writer.packer.packAll(progressLines(file, 'users’ statistics'));
  writer.trails.packAll(progressLines(file, 'sessions’ trails'));
  const reader = new SessionReader(db, statements);
  return {
    commit: (changes: FlatChanges) => writer.commit(unflatten(changes)),
    loadLatest: (keyHashes: readonly string[]) => reader.latest(keyHashes),
    ...accountMethods(db, statements),
    ...sessionDataMethods(database),
    ...auditWriteMethods(db, statements),
    ...groupWriteMethods(db, statements),
    ...savedViewWriteMethods(db, statements),
    ...annotationWriteMethods(db, statements),
    ...archiveMethods(db, statements, reader, writer, guard),
    ping: () => {
      guard.ping();
    },
  };
};

export type CommitMethods = ReturnType<typeof commitMethods>;

serve(async ({ file, name, collectionPrefix }: WorkerOptions): Promise<Service<CommitMethods>> => {
  const unlock = lockFile(file);
  const database = openForWriting(file);
  await migrate(queryBuilder(database, collectionPrefix), collectionPrefix, file, warn).catch(
    (error: unknown) => {
      throw asUnusable(file, error);
    },
  );
  const guard = new WriteGuard(database, new FileWatch(file, name), file);
  return {
    methods: guard.guarded(commitMethods(database, collectionPrefix, file, guard)),
    close: () => {
      guard.close();
      unlock();
    },
  };
});
