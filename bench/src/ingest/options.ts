import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { mongoServerOf, numberOption, STORE_OPTIONS } from '@dwell/programs';
import type { Rounds } from '../load/rounds.js';

export const USAGE =
  'npm run bench:ingest -- [--big | --profile] [--rounds 5] [--seconds 5] [--sessions 5000] [--connections 64]\n' +
  '                        [--log-level warn] [--folder DIR]\n' +
  '                        [--store mongodb [--url mongodb://HOST/] [--batch 32] [--at-once 2]]';

const WARM_UP_SECONDS = 3;
/** The default of --at-once: as many batches as the API has in flight. */
const AT_ONCE = '2';

export interface IngestOptions extends Rounds {
  readonly sessions: number;
  readonly connections: number;
  readonly logLevel: string;
  /** The folder for SQLite files. Its disk decides how long a commit takes. */
  readonly folder: string;
  readonly big: boolean;
  readonly profile: boolean;
  readonly mongoServer: string | undefined;
  /**
   * How many updates the bare driver writes in a batch. By default, all batches together have one for each connection.
   */
  readonly batch: number;
  /** How many batches the bare driver writes at once. */
  readonly atOnce: number;
}

export const readIngestOptions = (args: readonly string[]): IngestOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      big: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '5' },
      sessions: { type: 'string', default: '5000' },
      connections: { type: 'string', default: '64' },
      'log-level': { type: 'string', default: 'warn' },
      folder: { type: 'string', default: tmpdir() },
      batch: { type: 'string' },
      'at-once': { type: 'string', default: AT_ONCE },
      ...STORE_OPTIONS,
    },
  });
  const sessions = numberOption('sessions', values.sessions, { min: 1, max: 100_000 });
  const connections = numberOption('connections', values.connections, { min: 1, max: 1_000 });
  const atOnce = numberOption('at-once', values['at-once'], { min: 1, max: 16 });
  // A session must not be in two batches at once.
  const largestBatch = Math.max(1, Math.floor(sessions / atOnce));
  return {
    big: values.big,
    profile: values.profile,
    rounds: numberOption('rounds', values.rounds, { min: 1, max: 100 }),
    seconds: numberOption('seconds', values.seconds, { min: 1, max: 600 }),
    sessions,
    connections,
    logLevel: values['log-level'],
    folder: resolve(values.folder),
    warmUpSeconds: WARM_UP_SECONDS,
    mongoServer: mongoServerOf(values),
    batch:
      values.batch === undefined
        ? Math.min(Math.ceil(connections / atOnce), largestBatch)
        : numberOption('batch', values.batch, { min: 1, max: largestBatch }),
    atOnce,
  };
};
