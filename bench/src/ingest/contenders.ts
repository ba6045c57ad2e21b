import type { Path } from '@dwell/shared';
import type { ScratchStore } from '../databases/scratch-store.js';
import { keepaliveCycle, type Keepalives, usernames } from '../load/keepalives.js';
import type { LoadGenerator } from '../load/load-generator.js';
import { startSessions } from '../load/prepare.js';
import type { Contender } from '../load/rounds.js';
import { DwellServer } from '../servers/dwell-server.js';
import type { IngestOptions } from './options.js';

/** What every comparison has to do with. */
export interface Ingest {
  readonly options: IngestOptions;
  readonly generator: LoadGenerator;
  readonly scratch: ScratchStore;
}

/** The paths of the load: on some the view has tabs. */
export const PATHS: readonly Path[] = [
  ['/alarms', 'Active'],
  ['/alarms', 'Resolved'],
  ['/dashboard'],
  ['/view/service-weather', 'Production'],
];

/** As with believable users: one keepalive in four comes from another path than the one before. */
export const KEEPALIVES_PER_STAY = 4;

export const keepalivesOf = ({ sessions }: IngestOptions, withPageId = false): Keepalives => ({
  users: usernames(sessions),
  paths: PATHS,
  perStay: KEEPALIVES_PER_STAY,
  withPageId,
});

/** Starts the API on a database of its own, with a session for each user of the load. */
export const startDwell = async (
  { options: { sessions, logLevel }, scratch }: Ingest,
  name: string,
  nodeArgs?: readonly string[],
): Promise<DwellServer> => {
  const server = await DwellServer.start({ databaseUrl: scratch.databaseUrl(name), logLevel, nodeArgs });
  await startSessions(server, usernames(sessions));
  return server;
};

/** A server that is sent keepalives over HTTP. */
export const overHttp = (
  { generator, options: { connections } }: Ingest,
  name: string,
  { url, reporterKey }: Pick<DwellServer, 'url' | 'reporterKey'>,
  keepalives: Keepalives,
): Contender => {
  const cycle = keepaliveCycle(keepalives, reporterKey);
  return { name, run: (seconds) => generator.run({ url, cycle, connections, seconds }) };
};
