import { type Kysely, sql } from 'kysely';
import {
  type ArchivedRecords,
  type Difference,
  type SessionDataName,
  type StoredData,
  type UserSlot,
} from '../../ports/archive.js';
import { tableOf } from '../accounts/session-data-store.js';
import type { Statements } from '../connection/kysely.js';
import type { WriteGuard } from '../connection/write-guard.js';
import type { SessionRows } from '../list/decode-session.js';
import type { SessionReader } from '../list/read-session.js';
import { type FlatChanges, unflatten } from '../record/flat-changes.js';
import type { SessionWriter } from '../record/session-writer.js';
import { idBytes } from '../schema/session-bytes.js';
import type { Tables } from '../schema/tables.js';
import { findDifferences } from './differences.js';
import { rebuildSteps } from './rebuild.js';
import { countUserTime, userTimeAfter } from './user-time.js';

/** How many records are read at a time. */
const PORTION = 500;

const session = sql.table('session');

const COUNTED = {
  sessions: session,
  groups: sql.table('groups'),
  tokenGroups: sql.table('token_people'),
  savedViews: sql.table('saved_views'),
  annotations: sql.table('annotations'),
  logins: sql.table(tableOf('logins')),
  sessman: sql.table(tableOf('sessman')),
} satisfies Record<Exclude<ArchivedRecords, 'userTime'>, unknown>;

/** Returns the methods of sqliteArchive that run on the worker that commits. */
export const archiveMethods = (
  db: Kysely<Tables>,
  statements: Statements,
  reader: SessionReader,
  writer: SessionWriter,
  guard: WriteGuard,
) => ({
  countArchived: (records: ArchivedRecords): number =>
    records === 'userTime'
      ? countUserTime(statements)
      : (statements.first(sql<{ count: number }>`select count(*) as count from ${COUNTED[records]}`)?.count ??
        0),

  archivedSessions: (after: string): SessionRows[] =>
    statements
      .all(
        db.selectFrom('session').select('pk').where('id', '>', idBytes(after)).orderBy('id').limit(PORTION),
      )
      .flatMap(({ pk }) => reader.row(pk) ?? []),

  /** Returns the key hashes of the changes that it left out, as SessionWriter.commit does. */
  addSessions: (changes: FlatChanges): string[] =>
    statements.inTransaction(() => writer.withoutSums(() => writer.commit(unflatten(changes)))),

  archivedUserTime: (after: Pick<UserSlot, 'username' | 'slot'>): UserSlot[] =>
    userTimeAfter(statements, after, PORTION),

  addUserTime: (slots: readonly UserSlot[]): void => {
    statements.inTransaction(() => {
      writer.withoutSums(() => {
        for (const { username, slot, time, visits } of slots) {
          for (const { tab = '', ...total } of time) writer.addUserTime(username, { slot, tab, ...total });
          const rows = visits.map(({ tab = '', lengthBucket: length_bucket, ...row }) => ({
            slot,
            tab,
            length_bucket,
            ...row,
          }));
          writer.addUserVisits(username, rows);
        }
      });
    });
  },

  archivedSessionData: (name: SessionDataName, after: string): StoredData[] =>
    statements.all(sql<StoredData>`
      select session_id as sid, created_at as createdAt, data from ${sql.table(tableOf(name))}
      where session_id > ${after} order by session_id limit ${PORTION}`),

  putSessionData: (name: SessionDataName, records: readonly StoredData[]): void => {
    statements.inTransaction(() => {
      for (const { sid, createdAt, data } of records) {
        statements.run(sql`insert or replace into ${sql.table(tableOf(name))} (session_id, created_at, data)
          values (${sid}, ${createdAt}, ${data})`);
      }
    });
  },

  /** Does the step with this number of {@link rebuildSteps}; the first is 0. Returns how many steps there are. */
  rebuildStep: (step: number): number => {
    const steps = rebuildSteps(statements, writer);
    steps[step]?.();
    if (step === steps.length - 1) guard.shrinkAtClose();
    return steps.length;
  },

  differences: (): Difference[] => findDifferences(statements),
});
