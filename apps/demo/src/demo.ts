import { join } from 'node:path';
import { explainStartError, FIRST_ADMIN, readSettings, REPOSITORY_ROOT, startServer } from '@dwell/api';
import { createApiKey, run, scratchFolder } from '@dwell/programs';
import { mergeByTime, pingsOf, play, Reporter } from '@dwell/simulation';
import { fillDemo } from './demo-history.js';
import { readDemoOptions, USAGE } from './demo-options.js';
import type { History } from './fill-history.js';

/** Shorter than the settings allow, because a demo has nothing to protect and people type it. */
const DEMO_PASSWORD = 'demo';

/** Serves a database with an invented history until `stop` aborts. Meanwhile, the invented users go on working. */
const demonstrate = async (stop: AbortSignal): Promise<number> => {
  const options = readDemoOptions(process.argv.slice(2));
  const folder = scratchFolder();
  const { PORT, HOST, LOG_LEVEL = 'warn' } = process.env;
  const DATABASE_URL = `file:${join(folder, 'demo.db')}`;
  const settings = {
    ...readSettings({ PORT, HOST, LOG_LEVEL, DATABASE_URL }, REPOSITORY_ROOT),
    adminPassword: DEMO_PASSWORD,
  };
  const server = await startServer(settings);
  try {
    console.log(`Inventing ${options.days} days of ${options.users} users …`);
    const began = Date.now();
    const { history, pings, sessions } = await fillDemo(server.database.sessions, settings, options);
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    console.log(`${pings} keepalives made ${sessions} sessions in ${seconds} s.\n`);
    console.log(`  Dwell is ready on ${server.url}`);
    console.log(`  Log in as ${FIRST_ADMIN} with the password ${DEMO_PASSWORD}\n`);
    console.log(
      `The users go on working while this runs. The data is in ${folder} and is removed when you stop it (Ctrl+C).`,
    );
    await continueLive(history, server.url, stop);
  } finally {
    await server.close();
  }
  return 0;
};

/** Continues a history after its end: its people report over HTTP, in real time, until `stop` aborts. */
const continueLive = async (
  { people, until, simulation }: History,
  url: string,
  stop: AbortSignal,
): Promise<void> => {
  const apiKey = await createApiKey(url, DEMO_PASSWORD, 'reporter');
  const { keepaliveIntervalMs } = simulation;
  const reporter = new Reporter({ url, apiKey, keepaliveIntervalMs, speed: 1 });
  const pings = mergeByTime(people.map((person) => pingsOf(person, until, simulation)));
  await play(pings, { from: Date.now(), speed: 1, signal: stop, send: (ping) => reporter.send(ping) });
};

await run(USAGE, demonstrate, (error) => explainStartError(error).join('\n'));
