import { setTimeout as wait } from 'node:timers/promises';
import { formatInteger } from '@dwell/programs';
import { Cluster } from './cluster.js';
import { describeInspection, inspect, isSound } from './inspection.js';
import type { HammerOptions } from './options.js';
import { visiblePing } from './pings.js';
import { hammerAll, makeTeam } from './team.js';

/** In each round, the wait before each kill of processes and before the stop of the servers, in milliseconds. */
const STOP_AFTER = { earliest: 700, latest: 1_700 };

/** How many of its processes that answer requests each server loses in a round, before the server itself is killed. */
const HTTP_KILLS = 2;

/** A server must have ended within this time after SIGTERM, in milliseconds. */
const GRACE_MS = 8_000;

/**
 * Stops the servers under load, round after round, and restarts them on the same database. If the signal is SIGKILL and
 * several processes of a server answer requests, first kills some of these processes. Resolves to whether nothing was
 * lost, all stored times are right, and all servers ended in time.
 */
export const stopRounds = async (
  databaseUrl: string,
  options: Pick<HammerOptions, 'rounds' | 'clients' | 'relays' | 'processes' | 'workers'>,
  signal: 'SIGKILL' | 'SIGTERM',
  stop: AbortSignal,
): Promise<boolean> => {
  const { rounds, workers } = options;
  const team = makeTeam(options, visiblePing);
  const since = Math.floor(Date.now() / 1000);
  let sound = true;
  let cluster = await Cluster.start(databaseUrl, options);
  for (let round = 1; round <= rounds && !stop.aborted; round++) {
    const end = new AbortController();
    const hammered = hammerAll(team.senders, cluster.servers, end.signal);
    const { earliest, latest } = STOP_AFTER;
    for (let kills = 0; workers > 1 && signal === 'SIGKILL' && kills < HTTP_KILLS; kills++) {
      await wait(earliest + Math.random() * (latest - earliest));
      await Promise.all(cluster.servers.map((server) => server.killHttpProcess()));
    }
    await wait(earliest + Math.random() * (latest - earliest));
    const stoppedAt = performance.now();
    await cluster.stop(signal);
    const stopMs = performance.now() - stoppedAt;
    end.abort();
    const counts = await hammered;

    const began = performance.now();
    cluster = await Cluster.start(databaseUrl, options);
    const restartMs = performance.now() - began;
    const inspection = await inspect(cluster.any, team.users, { since, alwaysVisible: () => true });
    console.log(
      `round ${round}: ${formatInteger(counts.pings)} pings answered, ended ${formatInteger(stopMs)} ms after ` +
        `${signal}, ready again after ${formatInteger(restartMs)} ms, ${describeInspection(inspection)}`,
    );
    sound &&= isSound(inspection) && stopMs <= GRACE_MS;
  }
  await cluster.stop();
  return sound;
};
