import { parseArgs } from 'node:util';
import { numberOption, UsageError } from '@dwell/programs';

export const TRIALS = ['kill', 'stop', 'disk', 'files', 'clock'] as const;
export type TrialName = (typeof TRIALS)[number];

export const USAGE = `npm run try:faults -- [--only ${TRIALS.join('|')}] [--rounds 20] [--clients 64]`;

export interface FaultOptions {
  readonly trials: readonly TrialName[];
  readonly rounds: number;
  readonly clients: number;
}

export const readFaultOptions = (): FaultOptions => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      rounds: { type: 'string', default: '20' },
      clients: { type: 'string', default: '64' },
    },
  });
  const trials = TRIALS.filter((trial) => values.only === undefined || values.only === trial);
  if (trials.length === 0) throw new UsageError(`--only must be one of ${TRIALS.join(', ')}`);
  return {
    trials,
    rounds: numberOption('rounds', values.rounds, { min: 1, max: 1_000 }),
    clients: numberOption('clients', values.clients, { min: 1, max: 1_000 }),
  };
};
