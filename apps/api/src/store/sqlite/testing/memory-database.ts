import { expect } from '@jest/globals';
import Database from 'better-sqlite3';
import type { Session, SessionChange } from '../../ports/session-store.js';
import { after } from '../../testing/session-changes.js';
import { queryBuilder, Statements } from '../connection/kysely.js';
import { definePackRows } from '../packs/packed-rows.js';
import { encodeChange } from '../record/encode-session.js';
import { SessionWriter } from '../record/session-writer.js';
import { migrate } from '../schema/migrate.js';

export interface MemoryDatabase {
  readonly database: Database.Database;
  readonly statements: Statements;
  readonly writer: SessionWriter;
  /** Commits a change, which must be accepted. Returns the session after it. */
  readonly commit: (change: SessionChange) => Session;
}

/**
 * Opens a new database in memory, with the present schema and the prefix `Test_`, in the thread of the test.
 * @param onStatement is called with the SQL of each statement that runs, with its values in place of the placeholders.
 */
export const openMemoryDatabase = async (onStatement?: (text: string) => void): Promise<MemoryDatabase> => {
  const database = new Database(':memory:', {
    verbose:
      onStatement &&
      ((text) => {
        onStatement(String(text));
      }),
  });
  const db = queryBuilder(database, 'Test_');
  await migrate(db, 'Test_', 'memory');
  definePackRows(database);
  const writer = new SessionWriter(database, db);
  const commit = (change: SessionChange): Session => {
    expect(writer.commit([encodeChange(change)])).toEqual([]);
    return after(change);
  };
  return { database, statements: new Statements(database, db), writer, commit };
};
