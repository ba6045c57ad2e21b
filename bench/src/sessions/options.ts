import { parseArgs } from 'node:util';
import { numberOption } from '@dwell/programs';
import type { Rounds } from '../load/rounds.js';

export const USAGE =
  'npm run bench:sessions -- [--rounds 5] [--seconds 3] [--sessions 1000] [--connections 64]';

const WARM_UP_SECONDS = 2;

export interface SessionsBenchOptions extends Rounds {
  readonly sessions: number;
  readonly connections: number;
}

export const readSessionsOptions = (): SessionsBenchOptions => {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '5' },
      // In a shorter round, the slow first burst after a pause is more than one request in a hundred and distorts p99.
      seconds: { type: 'string', default: '3' },
      sessions: { type: 'string', default: '1000' },
      connections: { type: 'string', default: '64' },
    },
  });
  const connections = numberOption('connections', values.connections, { min: 1, max: 1_000 });
  return {
    connections,
    // With enough visitors in turn, no visitor saves twice at once; so every save must be stored in the end.
    sessions: numberOption('sessions', values.sessions, { min: 4 * connections, max: 50_000 }),
    rounds: numberOption('rounds', values.rounds, { min: 1, max: 100 }),
    seconds: numberOption('seconds', values.seconds, { min: 1, max: 600 }),
    warmUpSeconds: WARM_UP_SECONDS,
  };
};
