import Database from 'better-sqlite3';
import { queryBuilder, Statements } from '../connection/kysely.js';
import { definePackRows } from '../packs/packed-rows.js';
import { SessionWriter } from '../record/session-writer.js';
import { migrate } from '../schema/migrate.js';

interface MemoryDatabase {
  readonly database: Database.Database;
  readonly statements: Statements;
  readonly writer: SessionWriter;
}

/** Opens a new database in memory, with the present schema and the prefix `Test_`, in the thread of the test. */
export const openMemoryDatabase = async (): Promise<MemoryDatabase> => {
  const database = new Database(':memory:');
  const db = queryBuilder(database, 'Test_');
  await migrate(db, 'Test_', 'memory');
  definePackRows(database);
  return { database, statements: new Statements(database, db), writer: new SessionWriter(database, db) };
};
