import { cpus } from 'node:os';
import { run, table } from '@dwell/programs';
import { chooseLoadGenerator } from './load/choose.js';
import { againstBar, resultRows } from './load/rounds.js';
import { compare, type Comparison, type Rivals } from './sessions/compare.js';
import { readSessionsOptions, USAGE } from './sessions/options.js';
import { type ServerOptions, SessionServer } from './sessions/session-server.js';

const RATIO_BAR = 1;

/** The libraries, each with its own memory store. A library whose options change its work is listed once per option. */
const FRAMEWORKS: readonly Rivals<ServerOptions>[] = [
  {
    name: 'Express',
    theirs: [{ name: 'express-session', script: 'express-session' }],
    ours: { name: '@dwell/sessions on Express', script: 'dwell-on-express' },
  },
  {
    name: 'Fastify',
    theirs: [
      { name: '@fastify/session', script: 'fastify-session' },
      { name: '@fastify/session, not rolling', script: 'fastify-session', args: ['not-rolling'] },
    ],
    ours: { name: '@dwell/sessions on Fastify', script: 'dwell-on-fastify' },
  },
];

const compareSessions = async (): Promise<number> => {
  const options = readSessionsOptions();
  const generator = await chooseLoadGenerator();
  console.log(
    `Requests by ${generator.name} over ${options.connections} connections, ${options.sessions} sessions in the ` +
      `memory of each server, Node ${process.versions.node}, ${cpus().length} cores\n`,
  );
  const start = (server: ServerOptions): Promise<SessionServer> =>
    SessionServer.start(server, options.sessions);
  const frameworks: Rivals<SessionServer>[] = [];
  for (const { name, theirs, ours } of FRAMEWORKS) {
    frameworks.push({ name, theirs: await Promise.all(theirs.map(start)), ours: await start(ours) });
  }
  const comparisons: Comparison[] = [];
  for (const work of ['read', 'save'] as const) {
    for (const framework of frameworks) {
      comparisons.push(await compare(framework, work, generator, options));
    }
  }
  const results = comparisons.flatMap((comparison) => comparison.results);
  console.log(`${table(resultRows(results))}\n`);
  for (const { name, ratio } of comparisons) {
    console.log(`ratio on ${name}: ${againstBar(ratio, RATIO_BAR)}`);
  }
  console.log();
  let sound = results.every(({ median }) => median.failures === 0);
  if (!sound) console.log('Some requests failed: the figures are worth nothing.');
  for (const server of frameworks.flatMap(({ theirs, ours }) => [...theirs, ours])) {
    sound = (await server.reportSaves()) && sound;
    await server.stop();
  }
  return sound && comparisons.every(({ ratio }) => ratio >= RATIO_BAR) ? 0 : 1;
};

await run(USAGE, compareSessions);
