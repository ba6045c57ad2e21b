import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type DwellServer, formatInteger, quantile, table } from '@dwell/programs';
import { ATTACKS, type AttackOrder } from './attacks.js';
import { type HonestFigures, measureHonest } from './honest.js';
import type { StallOptions } from './options.js';

/** The least part of the honest clients' throughput that must remain under attack. */
const LEAST_THROUGHPUT = 0.8;
/** The honest clients' p99 under attack may be at most this many times their p99 while the attackers attack a decoy. */
const MOST_P99 = 2;
/** How much more memory the server may use under attack, in MB. */
const MOST_GROWTH_MB = 100;

/** What the honest clients got, and the part of a processor that the attackers' thread used. */
interface Figures extends HonestFigures {
  readonly attackerCpu: number;
}

export interface Round {
  readonly attackers: number;
  /** Measured while the attackers attack a decoy. */
  readonly alone: Figures;
  /** Measured while the attackers attack the server. */
  readonly attacked: Figures;
}

/**
 * Measures the honest clients twice: while attackers attack a decoy, and while they attack the server. Attackers on the
 * same machine take processor time from everybody; remote attackers would not. With the decoy, this loss is the same in
 * both figures. Measures the two in turns, because the speed of a machine changes. Returns the medians for each number
 * of attackers.
 */
export const measureRounds = async (
  server: DwellServer,
  { attackers, clients, seconds, repeats }: StallOptions,
  stop: AbortSignal,
): Promise<Round[]> => {
  // The first seconds are slower: the server is not compiled yet.
  await measureHonest(server, clients, 3);
  const decoy = new Worker(new URL('./decoy-worker.js', import.meta.url));
  const [decoyUrl] = (await once(decoy, 'message')) as [string];
  const measure = async (url: string, connections: number): Promise<Figures> => {
    const order: AttackOrder = { url, analystKey: server.analystKey, connections };
    // The attackers have their own thread, so that their work does not delay the clock of the honest clients.
    const worker = new Worker(new URL('./attack-worker.js', import.meta.url), { workerData: order });
    const figures = await measureHonest(server, clients, seconds);
    worker.postMessage('stop');
    const [cpuSeconds] = (await once(worker, 'message')) as [number];
    await worker.terminate();
    return { ...figures, attackerCpu: cpuSeconds / seconds };
  };
  const rounds: Round[] = [];
  for (const count of attackers) {
    const alone: Figures[] = [];
    const attacked: Figures[] = [];
    for (let repeat = 0; repeat < repeats && !stop.aborted; repeat++) {
      alone.push(await measure(decoyUrl, count));
      attacked.push(await measure(server.url, count));
    }
    if (!stop.aborted)
      rounds.push({ attackers: count, alone: mediansOf(alone), attacked: mediansOf(attacked) });
  }
  await decoy.terminate();
  return rounds;
};

/** Returns the median of each figure, but the sum of the failures. */
const mediansOf = (all: readonly Figures[]): Figures => {
  const median = (pick: (figures: Figures) => number): number => quantile(all.map(pick), 0.5);
  return {
    perSecond: median(({ perSecond }) => perSecond),
    p99Ms: median(({ p99Ms }) => p99Ms),
    rssMb: median(({ rssMb }) => rssMb),
    serverCpu: median(({ serverCpu }) => serverCpu),
    attackerCpu: median(({ attackerCpu }) => attackerCpu),
    failures: all.reduce((sum, { failures }) => sum + failures, 0),
  };
};

const throughputOf = ({ alone, attacked }: Round): number => attacked.perSecond / alone.perSecond;
const slownessOf = ({ alone, attacked }: Round): number => attacked.p99Ms / alone.p99Ms;
const growthOf = ({ alone, attacked }: Round): number => attacked.rssMb - alone.rssMb;

export const holds = (round: Round): boolean =>
  throughputOf(round) >= LEAST_THROUGHPUT &&
  slownessOf(round) <= MOST_P99 &&
  growthOf(round) <= MOST_GROWTH_MB &&
  round.attacked.failures === 0;

const percent = (part: number): string => (part * 100).toFixed(0);

export const describeRounds = (rounds: readonly Round[]): string =>
  table([
    [
      `attackers (× ${ATTACKS.length} kinds)`,
      'pings/s',
      'attacked',
      '÷',
      'p99 ms',
      'attacked',
      '÷',
      'RSS MB',
      'attacked',
      'failed',
      'server CPU %',
      'attacked',
      'attackers',
      'attacking',
    ],
    ...rounds.map((round) => [
      String(round.attackers),
      formatInteger(round.alone.perSecond),
      formatInteger(round.attacked.perSecond),
      throughputOf(round).toFixed(2),
      round.alone.p99Ms.toFixed(0),
      round.attacked.p99Ms.toFixed(0),
      slownessOf(round).toFixed(2),
      formatInteger(round.alone.rssMb),
      formatInteger(round.attacked.rssMb),
      String(round.attacked.failures),
      percent(round.alone.serverCpu),
      percent(round.attacked.serverCpu),
      percent(round.alone.attackerCpu),
      percent(round.attacked.attackerCpu),
    ]),
  ]);
