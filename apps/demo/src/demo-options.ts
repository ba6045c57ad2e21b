import { parseArgs } from 'node:util';
import { numberOption } from '@dwell/programs';

export const USAGE = 'npm run demo -- [--days 30] [--users 60] [--seed dwell]';

export interface DemoOptions {
  readonly days: number;
  readonly users: number;
  readonly seed: string;
}

/** @throws Error when the command line is wrong; the message names the option */
export const readDemoOptions = (args: readonly string[]): DemoOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      days: { type: 'string', default: '30' },
      users: { type: 'string', default: '60' },
      seed: { type: 'string', default: 'dwell' },
    },
  });
  return {
    days: numberOption('days', values.days, { min: 1, max: 366 }),
    users: numberOption('users', values.users, { min: 1, max: 2_000 }),
    seed: values.seed,
  };
};
