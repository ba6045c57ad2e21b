import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { scratchFolder } from '../command-line/scratch-folder.js';
import { withDatabase } from './mongo-url.js';
import type { MongoServerUrl } from './store-options.js';

/** Where a run keeps its databases, which go when it ends. */
export interface ScratchStore {
  /** For the headline of a run. */
  readonly description: string;
  /** A DATABASE_URL of this run, the same for the same name. */
  databaseUrl(name: string): string;
  /** Removes what was made, or says that it could not; nothing may use it any more. */
  drop(): Promise<void>;
}

/** On a MongoDB server where one is named, else in files under `parent`. */
export const scratchStore = (server: MongoServerUrl, parent = tmpdir()): ScratchStore =>
  server === undefined ? sqliteScratch(parent) : mongoScratch(server);

/** SQLite files in a folder of their own, which goes when the process does. */
const sqliteScratch = (parent: string): ScratchStore => {
  const folder = scratchFolder(parent);
  return {
    description: `SQLite in ${parent}`,
    databaseUrl: (name) => `file:${join(folder, `${name}.db`)}`,
    drop: () => Promise.resolve(),
  };
};

/** Databases of their own on a MongoDB server. */
const mongoScratch = (serverUrl: string): ScratchStore => {
  const run = `dwell_bench_${randomBytes(4).toString('hex')}`;
  const made = new Set<string>();
  return {
    description: `MongoDB (databases ${run}_*)`,
    databaseUrl: (name) => {
      const database = `${run}_${name}`;
      made.add(database);
      return withDatabase(serverUrl, database);
    },
    drop: async () => {
      const client = new MongoClient(serverUrl);
      try {
        for (const database of made) await client.db(database).dropDatabase();
      } catch (error) {
        console.error(`The databases ${run}_* are still there: ${(error as Error).message}`);
      } finally {
        await client.close();
      }
    },
  };
};
