import { parseArgs } from 'node:util';
import { numberOption } from '@dwell/programs';

export const USAGE = 'npm run bench:start -- [--rounds 7] [--builds 3]';

export interface StartBenchOptions {
  readonly rounds: number;
  /** How often a release is built; 0 leaves the build out. */
  readonly builds: number;
}

export const readStartOptions = (args: readonly string[]): StartBenchOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '7' },
      builds: { type: 'string', default: '3' },
    },
  });
  return {
    rounds: numberOption('rounds', values.rounds, { min: 1, max: 100 }),
    builds: numberOption('builds', values.builds, { min: 0, max: 100 }),
  };
};
