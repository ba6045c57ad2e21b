import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { DwellServer, formatInteger, median, numberOption, run, scratchStore } from '@dwell/programs';
import { Crowd } from './soak/crowd.js';
import { growthOf, type Sample } from './soak/growth.js';

const USAGE = 'npm run try:soak -- [--minutes 20] [--users 60000] [--connections 64]';

/** How long the server's highest load is measured before the run, in milliseconds. */
const FULL_LOAD_MS = 10_000;
const SAMPLE_EVERY_MS = 5_000;
/** The first part of the run, which does not count because caches fill in it: 5 of 20 minutes. */
const WARM_UP_SHARE = 0.25;
const PRINTED_SAMPLES = 20;

/** The highest accepted growth of the memory and of the open files after the warm-up, as a share. */
const MAX_GROWTH = 0.1;
/** The longest accepted time from SIGTERM to the end of the process, in milliseconds. */
const MAX_STOP_MS = 8_000;

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '20' },
      users: { type: 'string', default: '60000' },
      connections: { type: 'string', default: '64' },
    },
  });
  return {
    minutes: numberOption('minutes', values.minutes, { min: 0.5, max: 1_440, whole: false }),
    users: numberOption('users', values.users, { min: 1, max: 1_000_000 }),
    connections: numberOption('connections', values.connections, { min: 1, max: 1_000 }),
  };
};

const soak = async (stop: AbortSignal): Promise<number> => {
  const { minutes, users, connections } = readOptions();
  const scratch = scratchStore();
  const server = await DwellServer.start({
    databaseUrl: scratch.databaseUrl('soaked'),
    logLevel: 'fatal',
    // On a slow machine, a session can end before the user's next turn.
    env: { ON_INACTIVE: 'restart' },
  });
  const crowd = new Crowd(server, users, connections);
  const full = await crowd.load(Infinity, AbortSignal.any([stop, AbortSignal.timeout(FULL_LOAD_MS)]));
  const perSecond = full.answered / (FULL_LOAD_MS / 1_000) / 2;
  console.log(
    `${formatInteger(users)} users, ${connections} connections, ${scratch.description}; half load: ${formatInteger(perSecond)} keepalives/s\n`,
  );
  const samples: Sample[] = [];
  const beganAt = performance.now();
  const lengthMs = minutes * 60_000;
  const end = AbortSignal.any([stop, AbortSignal.timeout(lengthMs)]);
  const loaded = crowd.load(perSecond, end);
  const printEvery = Math.max(1, Math.round(lengthMs / SAMPLE_EVERY_MS / PRINTED_SAMPLES));
  while (!end.aborted) {
    await wait(SAMPLE_EVERY_MS, undefined, { signal: end }).catch(() => undefined);
    const sample: Sample = {
      atMs: performance.now() - beganAt,
      residentMb: await server.residentMb(),
      openFiles: server.openFiles(),
    };
    samples.push(sample);
    if (samples.length % printEvery === 0) console.log(describeSample(sample));
  }
  const counts = await loaded;
  const stoppedAt = performance.now();
  await server.stop();
  const stopMs = performance.now() - stoppedAt;

  const settled = samples.filter(({ atMs }) => atMs > lengthMs * WARM_UP_SHARE);
  const memory = growthOf(settled.map(({ residentMb }) => residentMb));
  const files = growthOf(settled.map(({ openFiles }) => openFiles));
  console.log(
    `\n${formatInteger(counts.answered)} answered, ${formatInteger(counts.failed)} failed` +
      `\nafter the warm-up: memory ${describeGrowth(memory)} (median ${formatInteger(median(settled.map(({ residentMb }) => residentMb)))} MB), ` +
      `open files ${describeGrowth(files)}` +
      `\nSIGTERM took ${formatInteger(stopMs)} ms`,
  );
  const sound = memory <= MAX_GROWTH && files <= MAX_GROWTH && stopMs <= MAX_STOP_MS && counts.failed === 0;
  console.log(sound ? '\nSound: nothing grows.' : '\nVIOLATED: see above.');
  return sound ? 0 : 1;
};

const describeSample = ({ atMs, residentMb, openFiles }: Sample): string =>
  `${formatInteger(atMs / 1_000)} s: ${formatInteger(residentMb)} MB, ${openFiles} open files`;

const describeGrowth = (growth: number): string => `${growth >= 0 ? '+' : ''}${(growth * 100).toFixed(1)} %`;

await run(USAGE, soak);
