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

/**
 * The number of sessions in one commit. On SQLite it is high, because a commit writes all its sessions of one user one
 * after the other (byUser in data/fill.ts). On MongoDB a commit is one bulk write, which fewer sessions keep small.
 */
const SESSIONS_PER_COMMIT = { sqlite: 40_000, mongodb: 1_000 };

export interface QueriesOptions extends DataSetOptions {
  /** How often each query is sent, if it is not slow. */
  readonly runs: number;
  /**
   * A slow query is sent less often: after this many seconds it is not sent again, except for a few runs that are
   * always made.
   */
  readonly seconds: number;
  /** Only the queries with this text in the names of their row and column are measured. */
  readonly only: string;
  /** Whether only to fill the database and check its sums, without measuring. */
  readonly fillOnly: boolean;
}

export const readQueriesOptions = (args: readonly string[]): QueriesOptions => {
  const { values } = parseArgs({
    args: [...args],
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
