import { cpus } from 'node:os';
import { type SessionAnswer, toMilliseconds } from '@dwell/shared';
import {
  formatInteger,
  median,
  reportDurations,
  run,
  scratchStore,
  type ScratchStore,
  table,
} from '@dwell/programs';
import { type Receiver, startReceiver } from './batch/contenders.js';
import { type BatchOptions, readBatchOptions, USAGE } from './batch/options.js';
import { chooseLoadGenerator } from './load/choose.js';
import { againstBar, measure, ratiosByRound, type Result } from './load/rounds.js';

/** At the best size of bodies, the rate of pings must be at least this many times that of single calls. */
const RATIO_BAR = 5;

const bench = async (stop: AbortSignal): Promise<number> => {
  const options = readBatchOptions();
  const scratch = scratchStore(options.mongoServer, options.folder);
  stop.addEventListener('abort', () => void scratch.drop().finally(() => process.exit(130)));
  try {
    return await compare(options, scratch);
  } finally {
    await scratch.drop();
  }
};

const compare = async (options: BatchOptions, scratch: ScratchStore): Promise<number> => {
  const generator = await chooseLoadGenerator();
  console.log(
    `Pings by ${generator.name}: single calls over ${options.connections} connections, ` +
      `bodies (${options.ndjson ? 'NDJSON' : 'JSON'}) with ${options.inFlight} pings in flight; ` +
      `${options.sessions} sessions, ` +
      `${scratch.description}, Node ${process.versions.node}, ${cpus().length} cores\n`,
  );
  const receivers: Receiver[] = [];
  for (const size of [1, ...options.sizes]) {
    receivers.push(await startReceiver(options, generator, scratch, size));
  }
  const results = await measure(receivers, options);
  console.log(describe(receivers, results));
  let sound = results.every((result) => result.median.failures === 0);
  if (!sound) console.log('Some requests failed: the figures are worth nothing.');
  const ratios = ratiosOf(receivers, results).map((ratio) => median(ratio));
  console.log(`\nratio ${againstBar(Math.max(...ratios), RATIO_BAR)}`);
  for (const { name, server } of receivers) {
    console.log(`\n${name}: ${(await server.residentMb()).toFixed(0)} MB of memory (RSS)`);
    sound = (await checkSums(server, options.sessions)) && sound;
    await server.stop();
  }
  return sound && Math.max(...ratios) >= RATIO_BAR ? 0 : 1;
};

/** Returns, for each receiver and round, the rate of its pings divided by that of the single calls in this round. */
const ratiosOf = (receivers: readonly Receiver[], results: readonly Result[]): number[][] =>
  results.map((result, index, [singles = result]) =>
    ratiosByRound(result, singles).map((ratio) => ratio * (receivers[index]?.size ?? NaN)),
  );

const ratesOf = (receivers: readonly Receiver[], results: readonly Result[]): number[][] =>
  results.map(({ rounds }, index) =>
    rounds.map(({ requestsPerSecond }) => requestsPerSecond * (receivers[index]?.size ?? NaN)),
  );

const describe = (receivers: readonly Receiver[], results: readonly Result[]): string => {
  const [rates, ratios] = [ratesOf(receivers, results), ratiosOf(receivers, results)];
  return table([
    [
      '',
      'pings/s',
      'ratio',
      'CPU µs a ping',
      'p50 ms',
      'p99 ms',
      'not 2xx',
      'ratio by round',
      'CPU by round',
    ],
    ...results.map(({ contender, median: { p50, p99, failures } }, index) => [
      contender.name,
      formatInteger(median(rates[index] ?? [])),
      median(ratios[index] ?? []).toFixed(2),
      median(cpuOf(receivers[index])).toFixed(0),
      p50.toFixed(2),
      p99.toFixed(2),
      String(failures),
      (ratios[index] ?? []).map((ratio) => ratio.toFixed(1)).join(' '),
      cpuOf(receivers[index])
        .map((us) => us.toFixed(0))
        .join(' '),
    ]),
  ]);
};

/** Returns the processor time for a ping in each round, in microseconds. Leaves out the first run, the warm-up. */
const cpuOf = (receiver: Receiver | undefined): number[] => receiver?.usPerPing.slice(1) ?? [];

/**
 * Prints, and resolves to, whether what is stored is right. All pings are visible, and one session's pings have no
 * pause, so the visible time of each session is its span, to the millisecond; and the statistics have the same time.
 */
const checkSums = async (server: Receiver['server'], expected: number): Promise<boolean> => {
  const sessions = await server.listSessions();
  const durations = reportDurations(sessions);
  const whole = sessions.filter((session) => toMilliseconds(session.visible_duration) === spanMs(session));
  console.log(`visible_duration = last_ping − start: ${whole.length} of ${expected} sessions`);
  const visibleMs = sessions.reduce((sum, { visible_duration }) => sum + toMilliseconds(visible_duration), 0);
  const since = Math.min(...sessions.map(({ start }) => start));
  const countedMs = toMilliseconds(await server.visibleDuration(since));
  console.log(`visible time: ${visibleMs} ms in sessions, ${countedMs} ms in the statistics`);
  return durations && whole.length === expected && visibleMs === countedMs;
};

const spanMs = ({ start, last_ping }: SessionAnswer): number =>
  toMilliseconds(last_ping) - toMilliseconds(start);

await run(USAGE, bench);
