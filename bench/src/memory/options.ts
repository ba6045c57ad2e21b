import { parseArgs } from 'node:util';
import { numberOption } from '@dwell/programs';

export const USAGE =
  'npm run bench:memory -- [--rounds 5] [--seconds 15] [--sessions 5000] [--users 60000] [--connections 64]\n' +
  '                        [--minutes 0]';

export interface MemoryOptions {
  readonly rounds: number;
  /** How long each load lasts. */
  readonly seconds: number;
  /** The number of sessions of the load. */
  readonly sessions: number;
  /** The number of sessions of the load with many users. */
  readonly users: number;
  readonly connections: number;
  /** How long a last load lasts, to see whether memory grows; 0 leaves it out. */
  readonly minutes: number;
}

export const readMemoryOptions = (args: readonly string[]): MemoryOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '15' },
      sessions: { type: 'string', default: '5000' },
      users: { type: 'string', default: '60000' },
      connections: { type: 'string', default: '64' },
      minutes: { type: 'string', default: '0' },
    },
  });
  return {
    rounds: numberOption('rounds', values.rounds, { min: 1, max: 100 }),
    seconds: numberOption('seconds', values.seconds, { min: 1, max: 600 }),
    sessions: numberOption('sessions', values.sessions, { min: 1, max: 100_000 }),
    users: numberOption('users', values.users, { min: 1, max: 1_000_000 }),
    connections: numberOption('connections', values.connections, { min: 1, max: 1_000 }),
    minutes: numberOption('minutes', values.minutes, { min: 0, max: 600 }),
  };
};
