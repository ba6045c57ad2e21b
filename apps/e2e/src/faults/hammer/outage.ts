import { setTimeout as wait } from 'node:timers/promises';
import { type DwellServer, formatInteger } from '@dwell/programs';
import { AnswerLog } from './answer-log.js';
import { Cluster } from './cluster.js';
import { type Control, makeOutage } from './control.js';
import { describeInspection, inspect, isSound } from './inspection.js';
import type { HammerOptions } from './options.js';
import { visiblePing } from './pings.js';
import type { Sender } from './sender.js';
import { hammerAll, makeTeam, verdict } from './team.js';

const BEFORE_MS = 5_000;
const AFTER_MS = 10_000;
/** Each client must be served again within this time after the database's return, in milliseconds. */
const RECOVERY_MS = 5_000;

/** Silences the server, since a log line for each 503 would hide the result. */
const SILENT = 'fatal';

/**
 * Makes the database unreachable under load, and checks what clients were answered and what is stored. Resolves to the
 * exit code of the program.
 */
export const surviveOutage = async (
  databaseUrl: string,
  options: HammerOptions,
  control: Control,
  stop: AbortSignal,
): Promise<number> => {
  const { clients, relays, processes } = options;
  const team = makeTeam(options, visiblePing);
  const since = Math.floor(Date.now() / 1000);
  const cluster = await Cluster.start(databaseUrl, options, SILENT);
  const log = new AnswerLog<DwellServer, Sender>();
  const end = new AbortController();
  const hammered = hammerAll(team.senders, cluster.servers, end.signal, (answer) => {
    log.note(answer);
  });
  await wait(BEFORE_MS);
  const beganAt = performance.now();
  await makeOutage(control, stop);
  const returnedAt = performance.now();
  await wait(AFTER_MS);
  end.abort();
  await hammered;

  const { outage } = control;
  console.log(
    `${outage}: away for ${seconds(returnedAt - beganAt)} under ${clients} clients, ${relays} relays, ${processes} processes`,
  );
  console.log(`  before:      ${log.describe(0, beganAt)}`);
  console.log(`  meanwhile:   ${log.describe(beganAt, returnedAt)}`);
  console.log(`  after:       ${log.describe(returnedAt, Infinity)}`);
  console.log(`  longest wait for an answer: ${seconds(log.longestWaitMs)}`);
  const recoveries = cluster.servers.map((server) => log.firstOkOf(server, returnedAt) - returnedAt);
  const slowest = Math.max(...team.senders.map((client) => log.firstOkFor(client, returnedAt) - returnedAt));
  console.log(
    `first 2xx after its return, by process: ${recoveries.map(seconds).join(', ')}; the last client's: ` +
      `${seconds(slowest)} (${slowest <= RECOVERY_MS ? 'within' : 'NOT within'} ${seconds(RECOVERY_MS)})`,
  );
  const { ended } = cluster;
  console.log(`processes that died: ${ended.length}`);
  const { unexpected } = log;
  if (unexpected > 0) console.log(`answers other than 2xx and 503: ${formatInteger(unexpected)}`);
  if (ended.length > 0) return verdict(false);
  const inspection = await inspect(cluster.any, team.users, { since, alwaysVisible: () => true });
  console.log(describeInspection(inspection));
  await cluster.stop();
  return verdict(isSound(inspection) && slowest <= RECOVERY_MS && unexpected === 0);
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
