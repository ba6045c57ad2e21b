import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { mongoServerOf, numberOption, STORE_OPTIONS, scratchFolder, UsageError } from '@dwell/programs';
import type { DataSetOptions } from './data/data-set.js';

export const USAGE =
  'npm run bench:queries -- [--sessions 1000000] [--days 30] [--users 1000] [--views 50] [--seed 1]\n' +
  '                         [--folder DIR] [--runs 30] [--seconds 20] [--only TEXT] [--fill]\n' +
  '                         [--store mongodb [--url mongodb://HOST/]]';

/** With more sessions than this, a user would have to be in several places at once. */
const MOST_SESSIONS_PER_USER_AND_DAY = 50;

/** Sessions in one commit. SQLite adds up the sums of a commit before it writes them; a bulk write of MongoDB is one request. */
const SESSIONS_PER_COMMIT = { sqlite: 40_000, mongodb: 1_000 };

export interface QueriesOptions extends DataSetOptions {
  /** How often each query is sent. */
  readonly runs: number;
  /** A query that is slow is sent less often: not again after this many seconds. */
  readonly seconds: number;
  /** Only queries whose names contain this text. */
  readonly only: string;
  /** Whether to fill the database and check its sums, and not to measure. */
  readonly fillOnly: boolean;
}

export const readQueriesOptions = (): QueriesOptions => {
  const { values } = parseArgs({
    options: {
      sessions: { type: 'string', default: '1000000' },
      days: { type: 'string', default: '30' },
      users: { type: 'string', default: '1000' },
      views: { type: 'string', default: '50' },
      seed: { type: 'string', default: '1' },
      folder: { type: 'string' },
      runs: { type: 'string', default: '30' },
      seconds: { type: 'string', default: '20' },
      only: { type: 'string', default: '' },
      fill: { type: 'boolean', default: false },
      ...STORE_OPTIONS,
    },
  });
  const sessions = numberOption('sessions', values.sessions, { min: 1, max: 100_000_000 });
  const days = numberOption('days', values.days, { min: 1, max: 3_650 });
  const users = numberOption('users', values.users, { min: 1, max: 100_000 });
  if (sessions / (users * days) > MOST_SESSIONS_PER_USER_AND_DAY) {
    throw new UsageError(
      `--sessions must be at most ${MOST_SESSIONS_PER_USER_AND_DAY} for each user and day: take more users or days`,
    );
  }
  const mongoServer = mongoServerOf(values);
  return {
    sessions,
    days,
    users,
    views: numberOption('views', values.views, { min: 1, max: 500 }),
    seed: numberOption('seed', values.seed, { min: 0, max: 1_000_000_000 }),
    folder: values.folder === undefined ? scratchFolder() : resolve(values.folder),
    mongoServer,
    sessionsPerCommit: SESSIONS_PER_COMMIT[mongoServer === undefined ? 'sqlite' : 'mongodb'],
    runs: numberOption('runs', values.runs, { min: 1, max: 10_000 }),
    seconds: numberOption('seconds', values.seconds, { min: 1, max: 3_600 }),
    only: values.only,
    fillOnly: values.fill,
  };
};
