import { formatInteger, median, table } from '@dwell/programs';
import type { LoadFigures } from './load-generator.js';

/** A server or program in a comparison. */
export interface Contender {
  readonly name: string;
  /** Puts load on the contender for a number of seconds. */
  run(seconds: number): Promise<LoadFigures>;
}

export interface Rounds {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

export interface Result {
  readonly contender: Contender;
  readonly rounds: readonly LoadFigures[];
  /** Medians over the rounds. `failures` is the sum over all rounds and the warm-up. */
  readonly median: LoadFigures;
}

/** Warms each contender up, then measures the contenders in turns (A B A B …), so that other load on the machine affects all alike. */
export const measure = async (
  contenders: readonly Contender[],
  { rounds, seconds, warmUpSeconds }: Rounds,
): Promise<Result[]> => {
  const warmUps = new Map<Contender, LoadFigures>();
  for (const contender of contenders) warmUps.set(contender, await contender.run(warmUpSeconds));
  const figures = new Map(contenders.map((contender) => [contender, [] as LoadFigures[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [contender, list] of figures) list.push(await contender.run(seconds));
  }
  return [...figures].map(([contender, list]) => ({
    contender,
    rounds: list,
    median: mediansOf(list, warmUps.get(contender)?.failures ?? 0),
  }));
};

const mediansOf = (rounds: readonly LoadFigures[], warmUpFailures: number): LoadFigures => ({
  requestsPerSecond: median(rounds.map(({ requestsPerSecond }) => requestsPerSecond)),
  p50: median(rounds.map(({ p50 }) => p50)),
  p99: median(rounds.map(({ p99 }) => p99)),
  failures: rounds.reduce((sum, { failures }) => sum + failures, warmUpFailures),
});

/** Formats a table of the medians and of each round. */
export const describeResults = (results: readonly Result[]): string =>
  table([
    ['', 'requests/s', 'p50 ms', 'p99 ms', 'not 2xx', 'rounds'],
    ...results.map(({ contender, rounds, median: { requestsPerSecond, p50, p99, failures } }) => [
      contender.name,
      formatInteger(requestsPerSecond),
      p50.toFixed(2),
      p99.toFixed(2),
      String(failures),
      rounds.map((round) => formatInteger(round.requestsPerSecond)).join(' '),
    ]),
  ]);

/** Returns the request rate of one contender divided by that of another. */
export const ratioOf = (result: Result | undefined, base: Result | undefined): number =>
  (result?.median.requestsPerSecond ?? NaN) / (base?.median.requestsPerSecond ?? NaN);

/**
 * Describes a figure, its bar, and whether the figure meets the bar. Without `meets`, a figure meets its bar if it is
 * at least as high.
 */
export const againstBar = (figure: number, bar: number, meets = figure >= bar): string =>
  `${figure.toFixed(2)} (${meets ? 'meets' : 'misses'} the bar of ${bar})`;
