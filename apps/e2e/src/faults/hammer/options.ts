import { parseArgs } from 'node:util';
import { mongoServerOf, numberOption, STORE_OPTIONS, UsageError } from '@dwell/programs';
import { type Control, OUTAGES, parseControl } from './control.js';

export const USAGE =
  'npm run try:hammer -- [--seconds 30] | --kill [--rounds 10] | --outage pause|restart --control "SCRIPT KIND"\n' +
  '                      [--clients 64] [--relays 4] [--workers 1] [--processes 1] [--store mongodb [--url mongodb://HOST/]]';

export interface HammerOptions {
  readonly kill: boolean;
  readonly seconds: number;
  readonly rounds: number;
  readonly clients: number;
  /** How many senders send the pings of all users in bodies of POST /api/v2/keepalives. */
  readonly relays: number;
  /** How many processes of each server answer requests. */
  readonly workers: number;
  /** How many servers share one database. */
  readonly processes: number;
  readonly mongoServer: string | undefined;
  /** The outage to make; undefined when the options ask for none. */
  readonly outage?: Control;
}

export const readHammerOptions = (): HammerOptions => {
  const { values } = parseArgs({
    options: {
      kill: { type: 'boolean', default: false },
      outage: { type: 'string' },
      control: { type: 'string' },
      seconds: { type: 'string', default: '30' },
      rounds: { type: 'string', default: '10' },
      clients: { type: 'string', default: '64' },
      relays: { type: 'string', default: '4' },
      workers: { type: 'string', default: '1' },
      processes: { type: 'string', default: '1' },
      ...STORE_OPTIONS,
    },
  });
  const mongoServer = mongoServerOf(values);
  const processes = numberOption('processes', values.processes, { min: 1, max: 32 });
  const outage = outageOf(values);
  if (mongoServer === undefined && (processes > 1 || outage)) {
    throw new UsageError(
      '--processes and --outage go with --store mongodb: a SQLite file belongs to one process',
    );
  }
  if (values.kill && outage)
    throw new UsageError('--kill and --outage are two tests: run one after the other');
  return {
    kill: values.kill,
    seconds: numberOption('seconds', values.seconds, { min: 1, max: 3_600 }),
    rounds: numberOption('rounds', values.rounds, { min: 1, max: 1_000 }),
    clients: numberOption('clients', values.clients, { min: 1, max: 1_000 }),
    relays: numberOption('relays', values.relays, { min: 0, max: 16 }),
    workers: numberOption('workers', values.workers, { min: 1, max: 32 }),
    processes,
    mongoServer,
    outage,
  };
};

const outageOf = ({ outage, control }: { outage?: string; control?: string }): Control | undefined => {
  if (outage === undefined && control === undefined) return undefined;
  const kind = OUTAGES.find((each) => each === outage);
  const parsed = kind && parseControl(kind, control ?? '');
  if (!parsed) {
    throw new UsageError(
      '--outage pause|restart needs --control "SCRIPT KIND": SCRIPT is called with pause KIND, resume KIND or restart KIND',
    );
  }
  return parsed;
};
