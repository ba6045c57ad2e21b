import { setTimeout as wait } from 'node:timers/promises';
import { type ChildServer, DwellServer, reportDurations, type ScratchStore } from '@dwell/programs';
import { startBaseline } from '../baselines/start-baseline.js';
import { keepalivesOf } from '../ingest/contenders.js';
import { byApiKey, keepaliveCycle, usernames } from '../ingest/keepalives.js';
import { startSessions, withApiKey } from '../ingest/prepare.js';
import type { LoadGenerator } from '../load/load-generator.js';
import type { Report } from '../report/report.js';
import type { MemoryOptions } from './options.js';
import { peakDuring, samplesDuring } from './watch-memory.js';

/** How long a server is left alone before it counts as idle, in milliseconds. */
const IDLE_MS = 5_000;

const MINUTE_SECONDS = 60;

/** What a measurement needs. */
export interface MemoryBench {
  readonly options: MemoryOptions;
  readonly generator: LoadGenerator;
  readonly scratch: ScratchStore;
  readonly report: Report;
}

/** Memory by row of the table, in MB; `sound` is false if a request failed or a session is wrong. */
export interface Round {
  readonly memoryMb: ReadonlyMap<string, number>;
  readonly sound: boolean;
}

type Target = Pick<DwellServer, 'url' | 'reporterKey'> & Pick<ChildServer, 'residentMb'>;

/**
 * Starts each server anew, and measures its memory while it is idle and, except for the server of node:http alone,
 * under load.
 */
export const measureRound = async (bench: MemoryBench, round: number): Promise<Round> => {
  const { options } = bench;
  const memoryMb = new Map<string, number>();
  let sound = true;
  const idle = async (row: string, server: Pick<ChildServer, 'residentMb'>): Promise<void> => {
    await wait(IDLE_MS);
    memoryMb.set(row, await server.residentMb());
  };
  const loaded = async (row: string, target: Target, sessions: number): Promise<void> => {
    const load = putLoad(bench, target, sessions, options.seconds);
    memoryMb.set(row, await peakDuring(target, load));
    sound &&= (await load) === 0;
  };

  const node = await startBaseline('Node', 'idle-node');
  await idle('node:http, idle', node);
  await node.stop();

  const nest = await startBaseline('The Nest application', 'bare-nest');
  const { url } = nest;
  await idle('bare Nest application, idle', nest);
  const nestTarget = { url, reporterKey: 'none', residentMb: () => nest.residentMb() };
  await loaded('bare Nest application, under load', nestTarget, options.sessions);
  await nest.stop();

  const dwell = await startDwell(bench, `memory-${round}`);
  await idle(IDLE, dwell);
  await startSessions(withApiKey(dwell), usernames(options.sessions));
  await loaded(LOADED, dwell, options.sessions);
  await startSessions(withApiKey(dwell), usernames(options.users));
  await loaded(MANY_USERS, dwell, options.users);
  const stored = await dwell.listSessions();
  sound = reportDurations(stored, (line) => bench.report.item(line)) && sound;
  await dwell.stop();
  return { memoryMb, sound };
};

/** The names of Dwell's rows in the table. Each has a bar: the most memory that it may show. */
export const IDLE = 'Dwell, idle';
export const LOADED = 'Dwell, under load';
export const MANY_USERS = 'Dwell, with many users';

/** Puts load on Dwell for a number of minutes. Resolves to its memory after each minute, in MB. */
export const measureLong = async (bench: MemoryBench): Promise<number[]> => {
  const { minutes, sessions } = bench.options;
  const dwell = await startDwell(bench, 'memory-long');
  await startSessions(withApiKey(dwell), usernames(sessions));
  const load = putLoad(bench, dwell, sessions, minutes * MINUTE_SECONDS);
  const samples = await samplesDuring(dwell, load, MINUTE_SECONDS * 1000);
  await dwell.stop();
  return samples;
};

const startDwell = ({ scratch }: MemoryBench, name: string): Promise<DwellServer> =>
  DwellServer.start({ databaseUrl: scratch.databaseUrl(name), logLevel: 'warn' });

/** Resolves to the number of requests that failed. */
const putLoad = async (
  { generator, options: { connections } }: MemoryBench,
  { url, reporterKey }: Target,
  sessions: number,
  seconds: number,
): Promise<number> => {
  const cycle = keepaliveCycle(keepalivesOf({ sessions }), byApiKey(reporterKey));
  return (await generator.run({ url, cycle, connections, seconds })).failures;
};
