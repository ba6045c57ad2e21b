import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, readSettings } from '@dwell/api';
import { formatInteger, withDatabase } from '@dwell/programs';
import { MongoClient } from 'mongodb';
import { beginOf, type DataSize, DAY_MS, latestEnd, usernameOf } from './data-size.js';
import { fill } from './fill.js';
import type { Figures, Tally } from './tally.js';

/** What a store must answer for a time window, for a view or for a user. Times in epoch milliseconds. */
export interface Expectation extends Partial<Figures> {
  readonly from: number;
  readonly to: number;
  readonly view?: string;
  readonly username?: string;
  readonly users?: number;
}

/** A filled database. */
export interface DataSet {
  readonly size: DataSize;
  readonly databaseUrl: string;
  readonly expectations: readonly Expectation[];
  /** How long the fill took, in seconds. */
  readonly fillSeconds: number;
  /** The size of the database on the disk, in bytes; undefined if the server does not say. */
  readonly bytes: number | undefined;
}

/** Which data set to open, and where it is kept. */
export interface DataSetOptions extends Omit<DataSize, 'until'> {
  readonly folder: string;
  readonly mongoServer: string | undefined;
  readonly sessionsPerCommit: number;
}

/** The version of the generator. Increase it with each change that makes other data of the same size and seed. */
const GENERATOR = 1;

/** Returns the names of the database and of the file that describes it. */
const namesOf = ({ sessions, days, users, views, seed, folder, mongoServer }: DataSetOptions) => {
  const name = `dwell-queries-${GENERATOR}-${sessions}-${days}-${users}-${views}-${seed}`;
  const store = mongoServer === undefined ? 'sqlite' : 'mongodb';
  return { name, description: join(folder, `${name}.${store}.json`) };
};

/** Returns whether an earlier run with the same options has left a data set in the folder. */
export const hasDataSet = (options: DataSetOptions): boolean => existsSync(namesOf(options).description);

/**
 * Resolves to the data set that an earlier run with the same options has left in the folder. Without one, fills a new
 * database.
 */
export const openDataSet = async (options: DataSetOptions): Promise<DataSet> => {
  const { sessions, days, users, views, seed, folder, mongoServer } = options;
  const { name, description } = namesOf(options);
  if (existsSync(description)) {
    console.log(`Uses ${description}, which a run with the same options has filled`);
    return JSON.parse(readFileSync(description, 'utf8')) as DataSet;
  }
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.db`);
  const databaseUrl = mongoServer === undefined ? `file:${file}` : withDatabase(mongoServer, name);
  await removeUnfinished(file, mongoServer === undefined ? undefined : databaseUrl);
  const size = { sessions, days, users, views, seed, until: latestEnd(Date.now()) };
  const began = performance.now();
  const tally = await fillDatabase(databaseUrl, size, options.sessionsPerCommit);
  const dataSet: DataSet = {
    size,
    databaseUrl,
    expectations: expectationsOf(tally, size),
    fillSeconds: (performance.now() - began) / 1000,
    bytes: mongoServer === undefined ? statSync(file).size : await mongoBytes(databaseUrl),
  };
  writeFileSync(description, JSON.stringify(dataSet));
  return dataSet;
};

const removeUnfinished = async (file: string, mongoUrl: string | undefined): Promise<void> => {
  for (const end of ['', '-wal', '-shm', '-lock']) rmSync(file + end, { force: true });
  if (mongoUrl === undefined) return;
  const client = new MongoClient(mongoUrl);
  await client
    .db()
    .dropDatabase()
    .finally(() => client.close());
};

const fillDatabase = async (
  databaseUrl: string,
  size: DataSize,
  sessionsPerCommit: number,
): Promise<Tally> => {
  const database = await openDatabase(readSettings({ DATABASE_URL: databaseUrl }, process.cwd()));
  const began = performance.now();
  let printed = began;
  const onProgress = (stored: number): void => {
    const now = performance.now();
    if (now - printed < PROGRESS_EVERY_MS && stored < size.sessions) return;
    printed = now;
    const rate = stored / ((now - began) / 1000);
    console.log(`${formatInteger(stored)} sessions are stored, ${formatInteger(rate)} a second`);
  };
  const onRebuilt = (done: number, of: number): void => {
    const now = performance.now();
    if (now - printed < PROGRESS_EVERY_MS) return;
    printed = now;
    console.log(`The sums for charts are computed: ${Math.floor((100 * done) / of)} %`);
  };
  try {
    await database.ready;
    return await fill(database, size, { sessionsPerCommit, onProgress, onRebuilt });
  } finally {
    await database.close();
  }
};

const PROGRESS_EVERY_MS = 10_000;

const mongoBytes = async (databaseUrl: string): Promise<number | undefined> => {
  const client = new MongoClient(databaseUrl);
  try {
    const { storageSize, indexSize } = await client.db().stats();
    return Number(storageSize) + Number(indexSize);
  } finally {
    await client.close();
  }
};

const expectationsOf = (tally: Tally, size: DataSize): Expectation[] => {
  const begin = beginOf(size);
  const end = begin + size.days * DAY_MS;
  const whole = { from: begin, to: size.until };
  const parts = [1, 2, 7, 30, 90].filter((days) => days < size.days);
  return [
    { ...whole, ...tally.window(begin, end) },
    // These windows end at the midnight with which the last day begins, so that they have whole days.
    ...parts.map((days) => {
      const to = end - DAY_MS;
      const from = to - days * DAY_MS;
      return { from, to, ...tally.window(from, to) };
    }),
    ...Array.from(tally.views(), ([view, figures]) => ({ ...whole, view, ...figures })),
    ...Array.from(tally.users(), ([user, figures]) => ({ ...whole, username: usernameOf(user), ...figures })),
  ];
};
