import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  DwellServer,
  formatInteger,
  median,
  numberOption,
  quantile,
  run,
  scratchStore,
} from '@dwell/programs';
import { Audience } from './live/audience.js';
import { Wanderers } from './live/wanderers.js';

const USAGE = 'npm run try:live -- [--listeners 2000] [--clients 64] [--seconds 60] [--rate 640]';

/** How long listeners may take to show what the list shows, once all pings are answered, in milliseconds. */
const MAX_LAG_MS = 10_000;
const SAMPLE_EVERY_MS = 1_000;

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      listeners: { type: 'string', default: '2000' },
      clients: { type: 'string', default: '64' },
      seconds: { type: 'string', default: '60' },
      rate: { type: 'string', default: '640' },
    },
  });
  return {
    listeners: numberOption('listeners', values.listeners, { min: 1, max: 20_000 }),
    clients: numberOption('clients', values.clients, { min: 1, max: 10_000 }),
    seconds: numberOption('seconds', values.seconds, { min: 1, max: 3_600 }),
    rate: numberOption('rate', values.rate, { min: 1, max: 100_000 }),
  };
};

const tryLive = async (stop: AbortSignal): Promise<number> => {
  const { listeners, clients, seconds, rate } = readOptions();
  const scratch = scratchStore();
  const server = await DwellServer.start({
    databaseUrl: scratch.databaseUrl('live'),
    logLevel: 'fatal',
    // All listeners are one caller at one address, who may have a quarter of the streams.
    env: { MAX_LIVE_STREAMS: String(listeners * 4), MAX_CONNECTIONS_PER_ADDRESS: '0' },
  });
  const wanderers = new Wanderers(server, clients);
  const measure = async (lengthMs: number): Promise<Measured> => {
    const [beganAt, cpuBefore] = [performance.now(), server.cpuSeconds()];
    const end = AbortSignal.any([stop, AbortSignal.timeout(lengthMs)]);
    const pinged = wanderers.pingUntil(end, rate);
    let residentMb = 0;
    while (!end.aborted) {
      await wait(SAMPLE_EVERY_MS, undefined, { signal: end }).catch(() => undefined);
      residentMb = Math.max(residentMb, await server.residentMb());
    }
    const latencies = await pinged;
    const cpu = (server.cpuSeconds() - cpuBefore) / ((performance.now() - beganAt) / 1_000);
    return { latencies, cpu, residentMb };
  };
  try {
    console.log(`${clients} clients, ${formatInteger(rate)} pings/s, ${scratch.description}\n`);
    console.log(`without listeners: ${describe(await measure((seconds * 1_000) / 4))}`);
    const audience = await Audience.gather(server, listeners);
    const measured = await measure(seconds * 1_000);
    console.log(`${formatInteger(listeners)} listeners: ${describe(measured)}`);
    const wrong = await audience.differences(MAX_LAG_MS);
    const { events, megabytes, returns } = audience.counts();
    console.log(
      `${formatInteger(events)} events, ${formatInteger(megabytes)} MB read; ${formatInteger(returns)} listeners left and came back`,
    );
    for (const line of wrong.slice(0, 5)) console.log(line);
    await audience.leave();
    const failed = wanderers.failed;
    const sound = wrong.length === 0 && failed === 0;
    console.log(
      sound
        ? "\nSound: each listener's picture is the list."
        : `\nVIOLATED: ${wrong.length} listeners differ from the list, ${failed} pings failed.`,
    );
    return sound ? 0 : 1;
  } finally {
    await server.stop();
  }
};

interface Measured {
  /** How long each accepted ping took, in milliseconds. */
  readonly latencies: readonly number[];
  /** How many seconds of processor time the server used per second. */
  readonly cpu: number;
  readonly residentMb: number;
}

const describe = ({ latencies, cpu, residentMb }: Measured): string =>
  `${formatInteger(latencies.length)} pings, ${median(latencies).toFixed(1)} ms in the median, ` +
  `${quantile(latencies, 0.99).toFixed(0)} ms at p99; processor ${(cpu * 100).toFixed(0)} %, at most ${formatInteger(residentMb)} MB`;

await run(USAGE, tryLive);
