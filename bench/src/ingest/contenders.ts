import type { Path } from '@dwell/shared';
import {
  type ChildServer,
  type DwellOptions,
  DwellServer,
  reportDurations,
  type ScratchStore,
} from '@dwell/programs';
import { type Credentials, keepaliveCycle, type Keepalives, usernames } from './keepalives.js';
import type { LoadGenerator } from '../load/load-generator.js';
import { startSessions, withApiKey } from './prepare.js';
import type { Contender, Result } from '../load/rounds.js';
import type { Report } from '../report/report.js';
import type { IngestOptions } from './options.js';

/** What every comparison needs. */
export interface Ingest {
  readonly options: IngestOptions;
  readonly generator: LoadGenerator;
  readonly scratch: ScratchStore;
  readonly report: Report;
}

/** What a server under load needs. */
interface DwellBench extends Pick<Ingest, 'scratch'> {
  readonly options: Pick<IngestOptions, 'sessions' | 'logLevel'>;
}

/** The paths of the load; some views have tabs. */
export const PATHS: readonly Path[] = [
  ['/alarms', 'Active'],
  ['/alarms', 'Resolved'],
  ['/dashboard'],
  ['/view/service-weather', 'Production'],
];

/** One keepalive in four comes from another path than the user's previous one, as with the simulated users. */
export const KEEPALIVES_PER_STAY = 4;

export const keepalivesOf = (
  { sessions }: Pick<IngestOptions, 'sessions'>,
  withPageId = false,
): Keepalives => ({
  users: usernames(sessions),
  paths: PATHS,
  perStay: KEEPALIVES_PER_STAY,
  withPageId,
});

interface Start extends Pick<DwellOptions, 'nodeArgs' | 'env'> {
  /** Default: the server's API key. */
  readonly credentials?: Credentials;
}

/** Starts the API on a database of its own and creates a session for each user of the load. */
export const startDwell = async (
  { options: { sessions, logLevel }, scratch }: DwellBench,
  name: string,
  { credentials, ...options }: Start = {},
): Promise<DwellServer> => {
  const server = await DwellServer.start({ databaseUrl: scratch.databaseUrl(name), logLevel, ...options });
  const target = { ...withApiKey(server), ...(credentials && { credentials }) };
  await startSessions(target, usernames(sessions));
  return server;
};

/** Returns a contender: a server that receives keepalives over HTTP. */
export const overHttp = (
  { generator, options: { connections } }: Ingest,
  name: string,
  server: Pick<ChildServer, 'url' | 'cpuSeconds'>,
  keepalives: Keepalives,
  credentials: Credentials,
): Contender => {
  const { url } = server;
  const cycle = keepaliveCycle(keepalives, credentials);
  return {
    name,
    cpuSeconds: () => server.cpuSeconds(),
    run: (seconds) => generator.run({ url, cycle, connections, seconds }),
  };
};

/**
 * Reports the memory of Dwell's servers, checks what they stored, and stops all servers. Resolves to the exit code: 1
 * when a request failed, a session is wrong or a figure misses its bar, else 0.
 */
export const conclude = async (
  { report }: Pick<Ingest, 'report'>,
  results: readonly Result[],
  dwells: readonly DwellServer[],
  others: readonly ChildServer[],
  isBarMet: boolean,
): Promise<number> => {
  let sound = results.every((result) => result.median.failures === 0);
  if (!sound) report.item('Some requests failed: the figures are worth nothing.');
  for (const server of dwells) {
    report.item(`memory of Dwell (RSS): ${(await server.residentMb()).toFixed(0)} MB`);
    const sessions = await server.listSessions();
    sound = reportDurations(sessions, (line) => report.item(line)) && sound;
  }
  await Promise.all([...dwells, ...others].map((server) => server.stop()));
  return sound && isBarMet ? 0 : 1;
};
