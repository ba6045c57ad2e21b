import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPeople } from '@dwell/simulation';
import { ApiKeys } from '../auth/api-keys/api-keys.service.js';
import { FIRST_ADMIN } from '../auth/first-start.js';
import { type RunningServer, startServer } from '../server.js';
import { REPOSITORY_ROOT } from '../platform/repository-root.js';
import { readSettings } from '../platform/settings/read-settings.js';
import type { Settings } from '../platform/settings/settings.js';
import { explainStartError } from '../platform/start-error.js';
import { UsageError } from '../platform/usage-error.js';
import { DEMO_USAGE, type DemoOptions, readDemoOptions } from './demo-options.js';
import { fillHistory, type History } from './fill.js';
import { goOnLiving } from './live.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Nothing in a demo is worth a better one, and it is easy to type. */
const DEMO_PASSWORD = 'demo';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const demonstrate = async (options: DemoOptions, folder: string, stop: AbortSignal): Promise<void> => {
  const settings = demoSettings(folder);
  const server = await startServer(settings);
  try {
    const history = historyOf(options, settings);
    say(`Inventing ${options.days} days of ${options.users} users …`);
    const began = Date.now();
    const filled = await fillHistory(server.database.sessions, history, settings);
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    say(`${filled.pings} keepalives made ${filled.sessions} sessions in ${seconds} s.\n`);
    say(`  Dwell is ready on ${server.url}`);
    say(`  Log in as ${FIRST_ADMIN} with the password ${DEMO_PASSWORD}\n`);
    say(
      `The users go on working while this runs. Its data is in ${folder} and goes when you stop it (Ctrl+C).`,
    );
    await goOnLiving(history, { url: server.url, apiKey: await makeKey(server) }, stop);
  } finally {
    await server.close();
  }
};

/** Address and port may be set as for the real server; the data may not. */
const demoSettings = (folder: string): Settings => {
  const { PORT, HOST, LOG_LEVEL = 'warn' } = process.env;
  const DATABASE_URL = `file:${join(folder, 'demo.db')}`;
  return {
    ...readSettings({ PORT, HOST, LOG_LEVEL, DATABASE_URL }, REPOSITORY_ROOT),
    adminPassword: DEMO_PASSWORD,
  };
};

const historyOf = ({ days, users, seed }: DemoOptions, { keepaliveIntervalMs }: Settings): History => {
  const until = Date.now();
  const utcOffsetMinutes = -new Date(until).getTimezoneOffset();
  return {
    people: createPeople(users),
    from: until - days * DAY_MS,
    until,
    simulation: { seed, utcOffsetMinutes, keepaliveIntervalMs, presence: 'hours of work' },
  };
};

const makeKey = async ({ app }: RunningServer): Promise<string> => {
  const { key } = await app.get(ApiKeys).create({ name: 'Simulated users', role: 'reporter' });
  return key;
};

const folder = mkdtempSync(join(tmpdir(), 'dwell-demo-'));
process.once('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});
const stop = new AbortController();
const onSignal = (): void => {
  // A second signal ends it at once.
  process.once('SIGINT', () => process.exit(1)).once('SIGTERM', () => process.exit(1));
  stop.abort();
};
process.once('SIGINT', onSignal).once('SIGTERM', onSignal).once('SIGHUP', onSignal);

try {
  await demonstrate(readDemoOptions(process.argv.slice(2)), folder, stop.signal);
  process.exit(0);
} catch (error) {
  const lines = error instanceof UsageError ? [error.message, DEMO_USAGE] : explainStartError(error);
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(1);
}
