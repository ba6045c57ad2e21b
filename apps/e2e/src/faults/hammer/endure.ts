import { toMilliseconds } from '@dwell/shared';
import { type DwellServer, formatInteger, reportDurations } from '@dwell/programs';
import { AnswerLog } from './answer-log.js';
import { Cluster } from './cluster.js';
import type { HammerClient } from './hammer-client.js';
import { describeInspection, inspect, type Inspection, isSound } from './inspection.js';
import type { HammerOptions } from './options.js';
import { anyPing, visiblePing } from './pings.js';
import { describe, hammerAll, makeTeam, SHARED_USER, verdict } from './team.js';

/**
 * Sends every kind of ping for some time, then checks what is stored. With several processes, the clients of the shared
 * session send only visible keepalives: so each millisecond must be counted exactly once, by whichever process.
 * Resolves to the exit code of the program.
 */
export const endure = async (
  databaseUrl: string,
  options: HammerOptions,
  stop: AbortSignal,
): Promise<number> => {
  const { seconds, clients, processes, workers } = options;
  const isShared = processes * workers > 1;
  const alwaysVisible = (username: string): boolean => isShared && username === SHARED_USER;
  const team = makeTeam(clients, (username, index) =>
    alwaysVisible(username) ? visiblePing() : anyPing(`page-${index}`),
  );
  const since = Math.floor(Date.now() / 1000);
  const cluster = await Cluster.start(databaseUrl, options);
  const log = new AnswerLog<DwellServer, HammerClient>();
  const counts = await hammerAll(
    team,
    cluster.servers,
    AbortSignal.any([stop, AbortSignal.timeout(seconds * 1000)]),
    (answer) => {
      log.note(answer);
    },
  );
  console.log(
    `${clients} clients, ${processes} servers, ${workers} processes each, ${seconds} s: ${describe(counts)}`,
  );
  console.log(
    `${log.describe(0, Infinity)}; longest wait for an answer: ${formatInteger(log.longestWaitMs)} ms`,
  );
  const inspection = await inspect(cluster.any, team, { since, alwaysVisible });
  reportDurations(inspection.sessions);
  console.log(describeInspection(inspection));
  if (isShared) console.log(describeShared(inspection));
  const { ended } = cluster;
  await cluster.stop();
  return verdict(isSound(inspection) && counts.failed === 0 && ended.length === 0);
};

const describeShared = ({ sessions }: Inspection): string => {
  const shared = sessions.filter(({ username }) => username === SHARED_USER);
  const spans = shared.map(({ start, last_ping, visible_duration }) => {
    const spanMs = toMilliseconds(last_ping) - toMilliseconds(start);
    return `span ${formatInteger(spanMs)} ms, visible ${formatInteger(toMilliseconds(visible_duration))} ms`;
  });
  return `the user whose pings went to all processes: ${shared.length} session (${spans.join('; ')})`;
};
