import { Worker } from 'node:worker_threads';
import { type DwellServer, formatInteger, table } from '@dwell/programs';
import { ATTACKS, type AttackOrder } from './attacks.js';
import { type HonestFigures, measureHonest } from './honest.js';
import type { StallOptions } from './options.js';

/** The least part of the honest throughput that must remain under attack. */
const LEAST_THROUGHPUT = 0.8;
/** How many times as long the slowest hundredth of the honest requests may take. */
const MOST_P99 = 2;
/** How much the server's memory may grow, in MB. */
const MOST_GROWTH_MB = 100;

export interface Round {
  readonly attackers: number;
  readonly alone: HonestFigures;
  readonly attacked: HonestFigures;
}

/** Measures the honest clients alone and then under attack, once for each number of attackers. */
export const measureRounds = async (
  server: DwellServer,
  { attackers, clients, seconds }: StallOptions,
  stop: AbortSignal,
): Promise<Round[]> => {
  // The first seconds are slower: the server is not compiled yet.
  await measureHonest(server, clients, 3);
  const rounds: Round[] = [];
  for (const count of attackers) {
    if (stop.aborted) break;
    const alone = await measureHonest(server, clients, seconds);
    const order: AttackOrder = { url: server.url, analystKey: server.analystKey, connections: count };
    // Its own thread, so that the attackers' work does not delay the clock of the honest clients.
    const worker = new Worker(new URL('./attack-worker.js', import.meta.url), { workerData: order });
    const attacked = await measureHonest(server, clients, seconds);
    await worker.terminate();
    rounds.push({ attackers: count, alone, attacked });
  }
  return rounds;
};

const throughputOf = ({ alone, attacked }: Round): number => attacked.perSecond / alone.perSecond;
const slownessOf = ({ alone, attacked }: Round): number => attacked.p99Ms / alone.p99Ms;
const growthOf = ({ alone, attacked }: Round): number => attacked.rssMb - alone.rssMb;

export const holds = (round: Round): boolean =>
  throughputOf(round) >= LEAST_THROUGHPUT &&
  slownessOf(round) <= MOST_P99 &&
  growthOf(round) <= MOST_GROWTH_MB &&
  round.attacked.failures === 0;

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
    ]),
  ]);
