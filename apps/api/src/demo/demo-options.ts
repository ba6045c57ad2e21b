import { parseArgs } from 'node:util';
import { UsageError } from '../platform/usage-error.js';

export interface DemoOptions {
  readonly days: number;
  readonly users: number;
  readonly seed: string;
}

export const DEMO_USAGE = 'npm run demo -- [--days 30] [--users 60] [--seed dwell]';

/** @throws UsageError */
export const readDemoOptions = (args: readonly string[]): DemoOptions => {
  const { days, users, seed } = parse(args);
  return { days: wholeNumber('days', days, 366), users: wholeNumber('users', users, 2_000), seed };
};

const parse = (args: readonly string[]) => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        days: { type: 'string', default: '30' },
        users: { type: 'string', default: '60' },
        seed: { type: 'string', default: 'dwell' },
      },
    });
    return values;
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
};

const wholeNumber = (name: string, text: string, max: number): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new UsageError(`--${name} must be a whole number from 1 to ${max}, not "${text}"`);
};
