import { setTimeout as wait } from 'node:timers/promises';
import { formatInteger } from '@dwell/programs';
import { Cluster } from './cluster.js';
import { describeInspection, inspect, isSound } from './inspection.js';
import type { HammerOptions } from './options.js';
import { visiblePing } from './pings.js';
import { hammerAll, makeTeam, verdict } from './team.js';

/** The servers are killed at a random instant between these times after each round's start, in milliseconds. */
const KILL_AFTER = { earliest: 700, latest: 1_700 };

/** Kills the servers under load, round after round, and restarts them on the same database. */
export const killRounds = async (
  databaseUrl: string,
  { rounds, clients, processes }: HammerOptions,
  stop: AbortSignal,
): Promise<number> => {
  const team = makeTeam(clients, visiblePing);
  const since = Math.floor(Date.now() / 1000);
  let sound = true;
  let cluster = await Cluster.start(databaseUrl, processes);
  for (let round = 1; round <= rounds && !stop.aborted; round++) {
    const end = new AbortController();
    const hammered = hammerAll(team, cluster.servers, end.signal);
    const { earliest, latest } = KILL_AFTER;
    await wait(earliest + Math.random() * (latest - earliest));
    await cluster.stop('SIGKILL');
    end.abort();
    const counts = await hammered;

    const began = performance.now();
    cluster = await Cluster.start(databaseUrl, processes);
    const restartMs = performance.now() - began;
    const inspection = await inspect(cluster.any, team, { since, alwaysVisible: () => true });
    console.log(
      `round ${round}: ${formatInteger(counts.answered)} keepalives answered, ready again after ${formatInteger(restartMs)} ms, ` +
        describeInspection(inspection),
    );
    sound &&= isSound(inspection);
  }
  await cluster.stop();
  return verdict(sound);
};
