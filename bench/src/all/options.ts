import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { numberOption, UsageError } from '@dwell/programs';
import { hasDataSet } from '../queries/data/data-set.js';
import { readQueriesOptions } from '../queries/options.js';

export const USAGE =
  'npm run bench -- [--rounds 5] [--data DIR] [--only ingest,batch,memory,start,queries] [--to docs/performance.md]\n' +
  '             or --quick [--only …] [--to FILE]';

const PERFORMANCE = fileURLToPath(new URL('../../../docs/performance.md', import.meta.url));

const LEAST_ROUNDS = 5;
/** How long the load lasts that shows whether memory grows. */
const MINUTES = '10';

export const BENCH_NAMES = ['ingest', 'batch', 'memory', 'start', 'queries'] as const;
export type BenchName = (typeof BENCH_NAMES)[number];

export interface AllOptions {
  /** The benches to run, and the arguments of each; undefined if it is left out because its data set is not there. */
  readonly args: ReadonlyMap<BenchName, readonly string[] | undefined>;
  /** The Markdown file for the figures; undefined: they are only printed. */
  readonly to: string | undefined;
}

/** Arguments with which each bench takes some seconds. The figures are worth nothing; they show that all works. */
const QUICK: Readonly<Record<BenchName, string>> = {
  ingest: '--rounds 2 --seconds 1 --sessions 200',
  batch: '--rounds 2 --seconds 1 --sessions 1000',
  memory: '--rounds 1 --seconds 2 --sessions 200 --users 500',
  start: '--rounds 2 --builds 0',
  queries: '--sessions 500 --users 10 --days 5 --runs 3 --seconds 1',
};

/** @throws UsageError if an option has a value that it does not take */
export const readAllOptions = (args: readonly string[]): AllOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: String(LEAST_ROUNDS) },
      data: { type: 'string' },
      only: { type: 'string', default: BENCH_NAMES.join(',') },
      to: { type: 'string' },
      quick: { type: 'boolean', default: false },
    },
  });
  const names = values.only.split(',').map(nameOf);
  if (values.quick) {
    return { args: new Map(names.map((name) => [name, QUICK[name].split(' ')])), to: values.to };
  }
  const rounds = ['--rounds', String(numberOption('rounds', values.rounds, { min: LEAST_ROUNDS, max: 100 }))];
  const full: Record<BenchName, readonly string[] | undefined> = {
    ingest: rounds,
    batch: rounds,
    memory: [...rounds, '--minutes', MINUTES],
    start: rounds,
    queries: queriesArgs(values.data),
  };
  return { args: new Map(names.map((name) => [name, full[name]])), to: values.to ?? PERFORMANCE };
};

const nameOf = (text: string): BenchName => {
  const name = BENCH_NAMES.find((each) => each === text);
  if (!name) throw new UsageError(`--only takes names of ${BENCH_NAMES.join(', ')}, not "${text}"`);
  return name;
};

const queriesArgs = (folder: string | undefined): readonly string[] | undefined => {
  if (folder === undefined) return undefined;
  const args = ['--folder', folder];
  return hasDataSet(readQueriesOptions(args)) ? args : undefined;
};
