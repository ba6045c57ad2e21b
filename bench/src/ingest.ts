import { mkdirSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MAX_PATHS_PER_SESSION, type Path } from '@dwell/shared';
import { numberOption } from './command-line/options.js';
import { run } from './command-line/run.js';
import { scratchFolder } from './command-line/scratch-folder.js';
import { table } from './command-line/table.js';
import { readProfiles } from './figures/cpu-profile.js';
import { reportInvariants } from './figures/invariants.js';
import { chooseLoadGenerator } from './load/choose.js';
import { type Keepalives, usernames } from './load/keepalives.js';
import type { LoadGenerator } from './load/load-generator.js';
import { growSession, startSessions } from './load/prepare.js';
import { type Contender, describeResults, measure, type Result, type Rounds } from './load/rounds.js';
import { ChildServer } from './servers/child-server.js';
import { DwellServer } from './servers/dwell-server.js';

const USAGE =
  'npm run bench:ingest -- [--big | --profile] [--rounds 3] [--seconds 5] [--sessions 5000] [--connections 64]\n' +
  '                        [--log-level warn] [--folder DIR]';

const ECHO = fileURLToPath(new URL('./servers/echo-server.js', import.meta.url));
const WARM_UP_SECONDS = 3;
const PROFILE_SECONDS = 10;
/** Threads that did next to nothing have no profile to show. */
const LEAST_BUSY = 0.05;
/** A session of many paths and a long trail may cost so much of all sessions' throughput. */
const LARGEST_SLOWDOWN = 0.1;
const RATIO_BAR = 0.35;

/** The paths of the load: on some the view has tabs. */
const PATHS: readonly Path[] = [
  ['/alarms', 'Active'],
  ['/alarms', 'Resolved'],
  ['/dashboard'],
  ['/view/service-weather', 'Production'],
];

/** As with believable users: one keepalive in four comes from another path than the one before. */
const KEEPALIVES_PER_STAY = 4;

interface Options extends Rounds {
  readonly sessions: number;
  readonly logLevel: string;
  /** Databases are made in it; the disk under it decides what a commit costs. */
  readonly folder: string;
  readonly big: boolean;
  readonly profile: boolean;
}

const readOptions = (): Options => {
  const { values } = parseArgs({
    options: {
      big: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '5' },
      sessions: { type: 'string', default: '5000' },
      connections: { type: 'string', default: '64' },
      'log-level': { type: 'string', default: 'warn' },
      folder: { type: 'string', default: tmpdir() },
    },
  });
  return {
    big: values.big,
    profile: values.profile,
    rounds: numberOption('rounds', values.rounds, { min: 1, max: 100 }),
    seconds: numberOption('seconds', values.seconds, { min: 1, max: 600 }),
    sessions: numberOption('sessions', values.sessions, { min: 1, max: 100_000 }),
    connections: numberOption('connections', values.connections, { min: 1, max: 1_000 }),
    logLevel: values['log-level'],
    folder: resolve(values.folder),
    warmUpSeconds: WARM_UP_SECONDS,
  };
};

const ingest = async (stop: AbortSignal): Promise<number> => {
  stop.addEventListener('abort', () => process.exit(130));
  const options = readOptions();
  const generator = await chooseLoadGenerator();
  console.log(
    `Keepalives by ${generator.name} over ${options.connections} connections, ${options.sessions} sessions, SQLite in ` +
      `${options.folder}, LOG_LEVEL=${options.logLevel}, Node ${process.versions.node}, ${cpus().length} cores\n`,
  );
  const folder = scratchFolder(options.folder);
  if (options.profile) return showProfile(generator, options, folder);
  return options.big
    ? compareWithLargeSession(generator, options, folder)
    : compareWithEcho(generator, options, folder);
};

const keepalivesOf = ({ sessions }: Options, withPageId = false): Keepalives => ({
  users: usernames(sessions),
  paths: PATHS,
  perStay: KEEPALIVES_PER_STAY,
  withPageId,
});

/** Starts the API on a database of its own, with a session for each user of the load. */
const startDwell = async (
  { sessions, logLevel }: Options,
  folder: string,
  name: string,
  nodeArgs?: readonly string[],
): Promise<DwellServer> => {
  const server = await DwellServer.start({ file: join(folder, `${name}.db`), logLevel, nodeArgs });
  await startSessions(server, usernames(sessions));
  return server;
};

const contenderOf = (name: string, server: DwellServer, keepalives: Keepalives): Contender => ({
  name,
  url: server.url,
  apiKey: server.reporterKey,
  keepalives,
});

const compareWithEcho = async (
  generator: LoadGenerator,
  options: Options,
  folder: string,
): Promise<number> => {
  const echo = await ChildServer.start({ name: 'The echo server', script: ECHO });
  const plain = await startDwell(options, folder, 'plain');
  const paged = await startDwell(options, folder, 'paged');
  const results = await measure(
    generator,
    [
      { name: 'Fastify echo', url: echo.url, apiKey: 'none', keepalives: keepalivesOf(options) },
      contenderOf('Dwell', plain, keepalivesOf(options)),
      contenderOf('Dwell, with page_id', paged, keepalivesOf(options, true)),
    ],
    options,
  );
  console.log(describeResults(results));
  const [base, ...dwells] = results;
  const [ratio = NaN, pagedRatio = NaN] = dwells.map((result) => ratioOf(result, base));
  console.log(`\nratio ${againstBar(ratio, RATIO_BAR)}; with page_id ${pagedRatio.toFixed(2)}`);
  return conclude(results, [plain, paged], [echo]);
};

const compareWithLargeSession = async (
  generator: LoadGenerator,
  options: Options,
  folder: string,
): Promise<number> => {
  const without = await startDwell(options, folder, 'without');
  const among = await startDwell(options, folder, 'among');
  const [large = ''] = usernames(1);
  const tabs = Array.from({ length: MAX_PATHS_PER_SESSION - PATHS.length }, (_, n): Path => [
    '/many',
    `${n}`,
  ]);
  const { paths, stretches } = await growSession(among, large, [...PATHS, ...tabs]);
  console.log(`The large session: ${paths} paths, a trail of ${stretches} stretches\n`);
  const results = await measure(
    generator,
    [
      contenderOf('without it', without, keepalivesOf(options)),
      contenderOf('with it among them', among, keepalivesOf(options)),
    ],
    options,
  );
  console.log(describeResults(results));
  console.log(`\nratio ${againstBar(ratioOf(results[1], results[0]), 1 - LARGEST_SLOWDOWN)}`);
  return conclude(results, [without, among], []);
};

const showProfile = async (generator: LoadGenerator, options: Options, folder: string): Promise<number> => {
  const profiles = join(folder, 'profiles');
  mkdirSync(profiles);
  const nodeArgs = ['--cpu-prof', '--cpu-prof-dir', profiles];
  const server = await startDwell(options, folder, 'profiled', nodeArgs);
  const contender = contenderOf('profiled', server, keepalivesOf(options));
  const { connections } = options;
  const loadBegan = Number(process.hrtime.bigint() / 1000n);
  const { requestsPerSecond } = await generator.run({ ...contender, connections, seconds: PROFILE_SECONDS });
  await server.stop();
  console.log(`${requestsPerSecond.toFixed(0)} requests/s while profiled, which is slower than without\n`);
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const profiled = await readProfiles(profiles, loadBegan);
  for (const { busy, packages, functions } of profiled.filter(({ busy }) => busy > LEAST_BUSY)) {
    console.log(`A thread that was busy for ${percent(busy)} of the time. Self time by package:`);
    console.log(table(packages.slice(0, 15).map(({ name, share }) => [`  ${name}`, percent(share)])));
    console.log('and by function:');
    console.log(
      table(functions.slice(0, 25).map(({ name, from, share }) => [`  ${name}  [${from}]`, percent(share)])),
    );
    console.log();
  }
  return 0;
};

const ratioOf = (result: Result | undefined, base: Result | undefined): number =>
  (result?.median.requestsPerSecond ?? NaN) / (base?.median.requestsPerSecond ?? NaN);

const againstBar = (ratio: number, bar: number): string =>
  `${ratio.toFixed(2)} (${ratio >= bar ? 'meets' : 'misses'} the bar of ${bar})`;

/** Shows the servers' memory and checks what they stored; 1 when a request failed or a session is wrong. */
const conclude = async (
  results: readonly Result[],
  dwells: readonly DwellServer[],
  others: readonly ChildServer[],
): Promise<number> => {
  let sound = results.every((result) => result.median.failures === 0);
  if (!sound) console.log('Some requests failed: the figures are worth nothing.');
  for (const server of dwells) {
    console.log(`memory of Dwell (RSS): ${(await server.residentMb()).toFixed(0)} MB`);
    sound = reportInvariants(await server.listSessions()) && sound;
  }
  await Promise.all([...dwells, ...others].map((server) => server.stop()));
  return sound ? 0 : 1;
};

await run(USAGE, ingest);
