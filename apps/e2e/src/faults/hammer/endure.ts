import { toMilliseconds } from '@dwell/shared';
import { type DwellServer, formatInteger, reportDurations } from '@dwell/programs';
import { AnswerLog } from './answer-log.js';
import { Cluster } from './cluster.js';
import { describeInspection, inspect, type Inspection, isSound } from './inspection.js';
import type { HammerOptions } from './options.js';
import { anyPing, visiblePing } from './pings.js';
import type { Sender } from './sender.js';
import { describe, hammerAll, makeTeam, SHARED_USER, verdict, VISIBLE_USER } from './team.js';

/**
 * Sends every kind of ping for some time, as single calls and in bodies, then checks what is stored. The pings of one
 * user, and with several processes those of the shared session too, are only visible keepalives: so each millisecond of
 * these sessions must be counted exactly once, by whichever process and call. Resolves to the exit code of the program.
 */
export const endure = async (
  databaseUrl: string,
  options: HammerOptions,
  stop: AbortSignal,
): Promise<number> => {
  const { seconds, clients, relays, processes, workers } = options;
  const isShared = processes * workers > 1;
  const alwaysVisible = (username: string): boolean =>
    username === VISIBLE_USER || (isShared && username === SHARED_USER);
  const team = makeTeam(options, (username, index) =>
    alwaysVisible(username) ? visiblePing() : anyPing(`page-${index}`),
  );
  const since = Math.floor(Date.now() / 1000);
  const cluster = await Cluster.start(databaseUrl, options);
  const log = new AnswerLog<DwellServer, Sender>();
  const counts = await hammerAll(
    team.senders,
    cluster.servers,
    AbortSignal.any([stop, AbortSignal.timeout(seconds * 1000)]),
    (answer) => {
      log.note(answer);
    },
  );
  console.log(
    `${clients} clients, ${relays} relays, ${processes} servers, ${workers} processes each, ${seconds} s: ${describe(counts)}`,
  );
  console.log(
    `${log.describe(0, Infinity)}; longest wait for an answer: ${formatInteger(log.longestWaitMs)} ms`,
  );
  const inspection = await inspect(cluster.any, team.users, { since, alwaysVisible });
  reportDurations(inspection.sessions);
  console.log(describeInspection(inspection));
  for (const username of [VISIBLE_USER, SHARED_USER].filter(alwaysVisible)) {
    console.log(describeVisible(username, inspection));
  }
  const { ended } = cluster;
  await cluster.stop();
  return verdict(isSound(inspection) && counts.failed === 0 && ended.length === 0);
};

const describeVisible = (user: string, { sessions }: Inspection): string => {
  const own = sessions.filter(({ username }) => username === user);
  const spans = own.map(({ start, last_ping, visible_duration }) => {
    const spanMs = toMilliseconds(last_ping) - toMilliseconds(start);
    return `span ${formatInteger(spanMs)} ms, visible ${formatInteger(toMilliseconds(visible_duration))} ms`;
  });
  return `${user}, always visible: ${own.length} session (${spans.join('; ')})`;
};
