import { parseArgs } from 'node:util';
import { mongoServerOf, numberOption, STORE_OPTIONS } from '@dwell/programs';

export const USAGE =
  'npm run try:stall -- [--seconds 5] [--clients 64] [--attackers 4,16] [--repeats 3] [--profile FOLDER] [--store mongodb [--url mongodb://HOST/]]';

export interface StallOptions {
  /** How long each measurement takes. */
  readonly seconds: number;
  readonly clients: number;
  /** How many attacking connections of each kind are open at once. There is one round for each number. */
  readonly attackers: readonly number[];
  /** How often each measurement is made; the medians count. */
  readonly repeats: number;
  /** Where the server writes profiles of its processor time, if anywhere. */
  readonly profile: string | undefined;
  readonly mongoServer: string | undefined;
}

export const readStallOptions = (): StallOptions => {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '5' },
      clients: { type: 'string', default: '64' },
      attackers: { type: 'string', default: '4,16' },
      repeats: { type: 'string', default: '3' },
      profile: { type: 'string' },
      ...STORE_OPTIONS,
    },
  });
  return {
    seconds: numberOption('seconds', values.seconds, { min: 1, max: 600 }),
    clients: numberOption('clients', values.clients, { min: 1, max: 1_000 }),
    attackers: values.attackers
      .split(',')
      .map((each) => numberOption('attackers', each, { min: 1, max: 1_000 })),
    repeats: numberOption('repeats', values.repeats, { min: 1, max: 100 }),
    profile: values.profile,
    mongoServer: mongoServerOf(values),
  };
};
