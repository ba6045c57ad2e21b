import { median } from '@dwell/programs';
import type { Rows } from '../report/markdown-table.js';
import type { LoadFigures } from './load-generator.js';
import { describeSpread } from './spread.js';

/** A server or program in a comparison. */
export interface Contender {
  readonly name: string;
  /** Returns the processor time that the server has used since its start, in seconds; NaN if it is not known. */
  cpuSeconds?(): number;
  /** Puts load on the contender for a number of seconds. */
  run(seconds: number): Promise<LoadFigures>;
}

export interface Rounds {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

/** The figures of one round. */
export interface RoundFigures extends LoadFigures {
  /** The processor time of the server for one request, in microseconds, of all its threads; NaN if it is not known. */
  readonly cpuUs: number;
}

export interface Result {
  readonly contender: Contender;
  readonly rounds: readonly RoundFigures[];
  /** Medians over the rounds. `failures` is the sum over all rounds and the warm-up. */
  readonly median: RoundFigures;
}

/**
 * Warms each contender up, then measures the contenders in turns (A B A B …), so that other load on the machine affects
 * all alike.
 */
export const measure = async (
  contenders: readonly Contender[],
  { rounds, seconds, warmUpSeconds }: Rounds,
): Promise<Result[]> => {
  const warmUps = new Map<Contender, LoadFigures>();
  for (const contender of contenders) warmUps.set(contender, await contender.run(warmUpSeconds));
  const figures = new Map(contenders.map((contender) => [contender, [] as RoundFigures[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [contender, list] of figures) list.push(await runRound(contender, seconds));
  }
  return [...figures].map(([contender, list]) => ({
    contender,
    rounds: list,
    median: mediansOf(list, warmUps.get(contender)?.failures ?? 0),
  }));
};

const runRound = async (contender: Contender, seconds: number): Promise<RoundFigures> => {
  const before = contender.cpuSeconds?.() ?? NaN;
  const figures = await contender.run(seconds);
  const cpuSeconds = (contender.cpuSeconds?.() ?? NaN) - before;
  return { ...figures, cpuUs: (cpuSeconds * 1e6) / (figures.requestsPerSecond * seconds) };
};

const mediansOf = (rounds: readonly RoundFigures[], warmUpFailures: number): RoundFigures => ({
  requestsPerSecond: median(rounds.map(({ requestsPerSecond }) => requestsPerSecond)),
  cpuUs: median(rounds.map(({ cpuUs }) => cpuUs)),
  p50: median(rounds.map(({ p50 }) => p50)),
  p99: median(rounds.map(({ p99 }) => p99)),
  failures: rounds.reduce((sum, { failures }) => sum + failures, warmUpFailures),
});

/** Returns a table of the medians over the rounds, with the lowest and the highest figure. */
export const resultRows = (results: readonly Result[]): Rows => [
  ['', 'requests/s', 'CPU µs a request', 'p50 ms', 'p99 ms', 'not 2xx'],
  ...results.map(({ contender, rounds, median: { failures } }) => {
    const spread = (figure: keyof RoundFigures, digits: number): string =>
      describeSpread(
        rounds.map((round) => round[figure]),
        digits,
      );
    return [
      contender.name,
      spread('requestsPerSecond', 0),
      contender.cpuSeconds ? spread('cpuUs', 1) : '',
      spread('p50', 2),
      spread('p99', 2),
      String(failures),
    ];
  }),
];

/** Returns the request rate of one contender divided by that of another. */
export const ratioOf = (result: Result | undefined, base: Result | undefined): number =>
  (result?.median.requestsPerSecond ?? NaN) / (base?.median.requestsPerSecond ?? NaN);

/** Returns, for each round, the request rate of one contender divided by that of another in the same round. */
export const ratiosByRound = (result: Result, base: Result): number[] =>
  result.rounds.map(
    ({ requestsPerSecond }, round) => requestsPerSecond / (base.rounds[round]?.requestsPerSecond ?? NaN),
  );

/**
 * Describes a figure, its bar, and whether the figure meets the bar. Without `meets`, a figure meets its bar if it is
 * at least as high.
 */
export const againstBar = (figure: number, bar: number, meets = figure >= bar): string =>
  `${figure.toFixed(2)} (${meets ? 'meets' : 'misses'} the bar of ${bar})`;
