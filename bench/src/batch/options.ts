import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MAX_KEEPALIVES_ITEMS } from '@dwell/shared';
import { mongoServerOf, numberOption, STORE_OPTIONS } from '@dwell/programs';
import type { IngestOptions } from '../ingest/options.js';

export const USAGE =
  'npm run bench:batch -- [--rounds 5] [--seconds 5] [--sessions 5000] [--connections 64]\n' +
  '                       [--sizes 100,1000] [--in-flight 4000] [--ndjson] [--folder DIR]\n' +
  '                       [--store mongodb [--url mongodb://HOST/]]';

const WARM_UP_SECONDS = 3;

/**
 * How long a server may wait while the others get their load, in seconds. After two keepalive intervals, 120 s, a ping
 * would no longer count all of the time; the rest is for the bodies that are sent once more after each round.
 */
const LONGEST_WAIT_SECONDS = 100;

export interface BatchOptions extends Pick<
  IngestOptions,
  'rounds' | 'seconds' | 'warmUpSeconds' | 'sessions' | 'connections' | 'folder' | 'mongoServer'
> {
  /** How many pings a body has, for each server that gets bodies. Divides `sessions`. */
  readonly sizes: readonly number[];
  /** How many pings of bodies wait for their answers at a time. The single calls come over `connections`. */
  readonly inFlight: number;
  readonly ndjson: boolean;
}

export const readBatchOptions = (args: readonly string[]): BatchOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '5' },
      sessions: { type: 'string', default: '5000' },
      connections: { type: 'string', default: '64' },
      sizes: { type: 'string', default: `100,${MAX_KEEPALIVES_ITEMS}` },
      'in-flight': { type: 'string', default: '4000' },
      ndjson: { type: 'boolean', default: false },
      folder: { type: 'string', default: tmpdir() },
      ...STORE_OPTIONS,
    },
  });
  const sessions = numberOption('sessions', values.sessions, { min: 1, max: 100_000 });
  const sizes = values.sizes
    .split(',')
    .map((size) => numberOption('sizes', size, { min: 2, max: MAX_KEEPALIVES_ITEMS }));
  const uneven = sizes.find((size) => sessions % size !== 0);
  if (uneven !== undefined) throw new Error(`--sessions must be a multiple of --sizes ${uneven}`);
  return {
    rounds: numberOption('rounds', values.rounds, { min: 1, max: 100 }),
    seconds: numberOption('seconds', values.seconds, {
      min: 1,
      max: Math.floor(LONGEST_WAIT_SECONDS / sizes.length),
    }),
    warmUpSeconds: WARM_UP_SECONDS,
    sessions,
    connections: numberOption('connections', values.connections, { min: 1, max: 1_000 }),
    sizes,
    inFlight: numberOption('in-flight', values['in-flight'], { min: 1, max: 10_000 }),
    ndjson: values.ndjson,
    folder: resolve(values.folder),
    mongoServer: mongoServerOf(values),
  };
};
