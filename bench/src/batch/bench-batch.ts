import { type SessionAnswer, toMilliseconds } from '@dwell/shared';
import { median, reportDurations, scratchStore, type ScratchStore } from '@dwell/programs';
import { type Receiver, startReceiver } from './contenders.js';
import { type BatchOptions, readBatchOptions } from './options.js';
import { chooseLoadGenerator } from '../load/choose.js';
import { describeSpread } from '../load/spread.js';
import { withScratch } from '../load/with-scratch.js';
import { describeMachine } from '../report/machine.js';
import type { Rows } from '../report/markdown-table.js';
import type { Bench, Report } from '../report/report.js';
import { againstBar, measure, ratiosByRound, type Result } from '../load/rounds.js';

/** At the best size of bodies, the rate of pings must be at least this many times that of single calls. */
const RATIO_BAR = 5;

export const benchBatch: Bench = async (args, report, stop) => {
  const options = readBatchOptions(args);
  const scratch = scratchStore(options.mongoServer, options.folder);
  return withScratch(scratch, stop, () => compare(options, scratch, report));
};

const compare = async (options: BatchOptions, scratch: ScratchStore, report: Report): Promise<number> => {
  const generator = await chooseLoadGenerator();
  report.paragraph(
    `Pings by ${generator.name}: single calls over ${options.connections} connections, ` +
      `bodies (${options.ndjson ? 'NDJSON' : 'JSON'}) with ${options.inFlight} pings in flight; ` +
      `${options.sessions} sessions, ` +
      `${scratch.description}, ${describeMachine()}; ` +
      `medians of ${options.rounds} rounds in turns, with the lowest and the highest`,
  );
  const receivers: Receiver[] = [];
  for (const size of [1, ...options.sizes]) {
    receivers.push(await startReceiver(options, generator, scratch, size));
  }
  const results = await measure(receivers, options);
  report.table(rowsOf(receivers, results));
  let sound = results.every((result) => result.median.failures === 0);
  if (!sound) report.item('Some requests failed: the figures are worth nothing.');
  const ratios = ratiosOf(receivers, results).map((ratio) => median(ratio));
  report.item(`ratio ${againstBar(Math.max(...ratios), RATIO_BAR)}`);
  for (const { name, server } of receivers) {
    report.item(`${name}: ${(await server.residentMb()).toFixed(0)} MB of memory (RSS)`);
    const print = (line: string): void => report.item(`${name}: ${line}`);
    sound = (await checkSums(server, options.sessions, print)) && sound;
    await server.stop();
  }
  return sound && Math.max(...ratios) >= RATIO_BAR ? 0 : 1;
};

/** Returns, for each receiver and round, the rate of its pings divided by that of the single calls in this round. */
const ratiosOf = (receivers: readonly Receiver[], results: readonly Result[]): number[][] =>
  results.map((result, index, [singles = result]) =>
    ratiosByRound(result, singles).map((ratio) => ratio * (receivers[index]?.size ?? NaN)),
  );

const rowsOf = (receivers: readonly Receiver[], results: readonly Result[]): Rows => {
  const ratios = ratiosOf(receivers, results);
  return [
    ['', 'pings/s', '÷ single calls', 'CPU µs a ping', 'p50 ms', 'p99 ms', 'not 2xx'],
    ...results.map(({ contender, rounds, median: { p50, p99, failures } }, index) => [
      contender.name,
      describeSpread(
        rounds.map(({ requestsPerSecond }) => requestsPerSecond * (receivers[index]?.size ?? NaN)),
        0,
      ),
      describeSpread(ratios[index] ?? [], 2),
      describeSpread(cpuOf(receivers[index]), 0),
      p50.toFixed(2),
      p99.toFixed(2),
      String(failures),
    ]),
  ];
};

/** Returns the processor time for a ping in each round, in microseconds. Leaves out the first run, the warm-up. */
const cpuOf = (receiver: Receiver | undefined): number[] => receiver?.usPerPing.slice(1) ?? [];

/**
 * Prints, and resolves to, whether what is stored is right. All pings are visible, and one session's pings have no
 * pause, so the visible time of each session is its span, to the millisecond; and the statistics have the same time.
 */
const checkSums = async (
  server: Receiver['server'],
  expected: number,
  print: (line: string) => void,
): Promise<boolean> => {
  const sessions = await server.listSessions();
  const durations = reportDurations(sessions, print);
  const whole = sessions.filter((session) => toMilliseconds(session.visible_duration) === spanMs(session));
  print(`visible_duration = last_ping − start: ${whole.length} of ${expected} sessions`);
  const visibleMs = sessions.reduce((sum, { visible_duration }) => sum + toMilliseconds(visible_duration), 0);
  const since = Math.min(...sessions.map(({ start }) => start));
  const countedMs = toMilliseconds(await server.visibleDuration(since));
  print(`visible time: ${visibleMs} ms in sessions, ${countedMs} ms in the statistics`);
  return durations && whole.length === expected && visibleMs === countedMs;
};

const spanMs = ({ start, last_ping }: SessionAnswer): number =>
  toMilliseconds(last_ping) - toMilliseconds(start);
