import type { KeepalivesAnswer } from '@dwell/shared';
import type { DwellServer, ScratchStore } from '@dwell/programs';
import { keepalivesOf, startDwell } from '../ingest/contenders.js';
import { byApiKey, keepaliveCycle } from '../ingest/keepalives.js';
import type { LoadGenerator, RequestCycle } from '../load/load-generator.js';
import type { Contender } from '../load/rounds.js';
import { bodyCycle } from './bodies.js';
import type { BatchOptions } from './options.js';

/** A server that gets pings, one or several in each request. */
export interface Receiver extends Contender {
  readonly server: DwellServer;
  /** How many pings a request has. */
  readonly size: number;
  /** The processor time of the server for a ping, in microseconds: one figure for each run, the warm-up first. */
  readonly usPerPing: number[];
}

/** Starts the API on a database of its own, and creates a session for each user of the load. */
export const startReceiver = async (
  options: BatchOptions,
  generator: LoadGenerator,
  scratch: ScratchStore,
  size: number,
): Promise<Receiver> => {
  const { sessions } = options;
  const server = await startDwell({ options: { sessions, logLevel: 'warn' }, scratch }, `by-${size}`);
  const keepalives = keepalivesOf(options);
  const isSingle = size === 1;
  const cycle = isSingle
    ? keepaliveCycle(keepalives, byApiKey(server.reporterKey))
    : bodyCycle(keepalives, server.reporterKey, size, options.ndjson);
  const connections = isSingle ? options.connections : Math.max(1, Math.floor(options.inFlight / size));
  const usPerPing: number[] = [];
  return {
    name: isSingle ? 'single calls' : `bodies of ${size}`,
    server,
    size,
    usPerPing,
    run: async (seconds) => {
      const before = server.cpuSeconds();
      const figures = await generator.run({ url: server.url, cycle, connections, seconds });
      const us = (server.cpuSeconds() - before) * 1e6;
      usPerPing.push(us / (figures.requestsPerSecond * seconds * size));
      if (!isSingle) await expectRecorded(server.url, cycle);
      return figures;
    },
  };
};

/** Sends each body once. Rejects if an item is refused: then the answers during the load had refused items too. */
const expectRecorded = async (url: string, { requests }: RequestCycle): Promise<void> => {
  for (const { method, path, headers, body } of requests) {
    const answer = await fetch(url + path, { method, headers, body });
    const { results = [] } = (await answer.json()) as Partial<KeepalivesAnswer>;
    const refused = results.find(({ statusCode }) => statusCode !== 200);
    if (!answer.ok || refused) throw new Error(`Not recorded: ${answer.status} ${JSON.stringify(refused)}`);
  }
};
