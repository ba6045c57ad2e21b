import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { withDatabase } from './mongo-server.js';

/** Holds the databases of one run of a program. */
export interface ScratchStore {
  /** Names the kind of store and its place, for a run's headline. */
  readonly description: string;
  /** Returns the DATABASE_URL of a database of this run: the same URL for the same name. */
  databaseUrl(name: string): string;
  /**
   * Removes the run's databases from the MongoDB server, or prints that this failed. Nothing may use them any more.
   * SQLite's files are removed when the process exits instead.
   */
  drop(): Promise<void>;
}

/** Creates a folder that is removed when the process exits. */
export const scratchFolder = (parent = tmpdir()): string => {
  const folder = mkdtempSync(join(parent, 'dwell-scratch-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
};

/**
 * Returns a store of databases on `mongoServer`. Without this URL, the databases are SQLite files in a scratch folder
 * inside `parent`.
 */
export const scratchStore = (mongoServer?: string, parent = tmpdir()): ScratchStore =>
  mongoServer === undefined ? sqliteScratch(parent) : mongoScratch(mongoServer);

const sqliteScratch = (parent: string): ScratchStore => {
  const folder = scratchFolder(parent);
  return {
    description: `SQLite in ${parent}`,
    databaseUrl: (name) => `file:${join(folder, `${name}.db`)}`,
    drop: () => Promise.resolve(),
  };
};

const mongoScratch = (server: string): ScratchStore => {
  const prefix = `dwell_scratch_${randomBytes(4).toString('hex')}`;
  const databases = new Set<string>();
  return {
    description: `MongoDB (databases ${prefix}_*)`,
    databaseUrl: (name) => {
      const database = `${prefix}_${name}`;
      databases.add(database);
      return withDatabase(server, database);
    },
    drop: async () => {
      const client = new MongoClient(server);
      try {
        for (const database of databases) await client.db(database).dropDatabase();
      } catch (error) {
        console.error(`The databases ${prefix}_* could not be dropped: ${(error as Error).message}`);
      } finally {
        await client.close();
      }
    },
  };
};
