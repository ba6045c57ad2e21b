import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  Chromium,
  Gateway,
  type Observation,
  observationOf,
  type Page,
  playVisit,
  TEN_MINUTES,
  truthOf,
} from '@dwell/browsing';
import { toMilliseconds } from '@dwell/shared';
import { DwellServer, run, scratchStore, table } from '@dwell/programs';
import { compareViews, worstErrorMs } from './visit/accuracy.js';
import { trackersTable } from './visit/other-trackers.js';
import { RealPlayer } from './visit/real-player.js';

const USAGE = 'npm run bench:visit -- [--rules]';
const USER = 'visitor';

/** The largest accepted error of a view's recorded time, in milliseconds. */
const TOLERANCE_MS = 200;

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

/** Plays the visit of ten minutes in real time, and prints the recorded time of each view beside the true one. */
const visit = async (stop: AbortSignal): Promise<number> => {
  if (!Chromium.isInstalled()) throw new Error('There is no Chromium: install it, or name it in CHROMIUM');
  const scratch = scratchStore(undefined);
  const server = await DwellServer.start({ databaseUrl: scratch.databaseUrl('visit'), logLevel: 'warn' });
  const gateway = await Gateway.start(server.url);
  const page = (user: string): Page => ({
    body: `<!doctype html><title>Application</title>
      <script src="/tracker.js" data-key="${server.reporterKey}" data-user="${user}" async></script>`,
  });
  gateway.serve('/', page(USER));
  gateway.serve('/warm-up', page('somebody before'));
  const browser = await Chromium.launch();
  try {
    await warmUp(browser, gateway);
    const player = new RealPlayer(browser, await browser.newPerson(), gateway, stop);
    const observation = await playVisit(TEN_MINUTES, player, ({ name }) => {
      console.log(`${new Date().toISOString().slice(11, 19)}  ${name}`);
    });
    await gateway.idle();
    const sessions = await server.listSessions(`?usernames[]=${USER}`);
    return conclude(observation, sessions, gateway.received.length);
  } finally {
    browser.wakeUp();
    await browser.close();
    await gateway.close();
    await server.stop();
    await scratch.drop();
  }
};

/** Sends some requests first, because the first answers of a new server are slow. */
const warmUp = async (browser: Chromium, gateway: Gateway): Promise<void> => {
  const person = await browser.newPerson();
  await person.open(`${gateway.url}/warm-up`);
  while (!gateway.received.some(({ call, status }) => call === 'keepalive' && status === 200)) await wait(10);
  await person.leave();
};

const conclude = (
  observation: Observation,
  sessions: Awaited<ReturnType<DwellServer['listSessions']>>,
  requests: number,
): number => {
  const [session, ...more] = sessions;
  if (!session || more.length > 0) throw new Error(`There must be one session, not ${sessions.length}`);
  const recorded = new Map(
    Object.entries(session.tab_duration).map(([path, value]) => [path, toMilliseconds(value as number)]),
  );
  const truth = truthOf(observation);
  const errors = compareViews(truth, recorded);
  const sum = [...recorded.values()].reduce((ms, each) => ms + each, 0);
  const visibleMs = toMilliseconds(session.visible_duration);
  const trueMs = [...truth.values()].reduce((ms, each) => ms + each, 0);
  const row = (name: string, of: number, is: number): string[] => [
    name,
    seconds(of),
    seconds(is),
    seconds(is - of),
  ];
  console.log(
    `\n${table([
      ['view', 'true s', 'recorded s', 'difference'],
      ...errors.map(({ path, trueMs, recordedMs }) => row(path, trueMs, recordedMs)),
      row('all', trueMs, visibleMs),
    ])}`,
  );
  const worst = worstErrorMs(errors);
  const isExact = sum === visibleMs;
  console.log(
    `\nWorst view: ${seconds(worst)} s; bar ${seconds(TOLERANCE_MS)} s. ` +
      `The views add up to the visible duration ${isExact ? 'exactly' : `but for ${seconds(sum - visibleMs)} s`}. ` +
      `${requests} requests.`,
  );
  console.log(`\nAs others would count it:\n\n${trackersTable(observation)}`);
  return worst <= TOLERANCE_MS && isExact ? 0 : 1;
};

/** Prints what other trackers would record if the visit went exactly by the script. This needs no browser. */
const showRules = (): number => {
  console.log(trackersTable(observationOf(TEN_MINUTES)));
  return 0;
};

await run(USAGE, async (stop) => {
  const { values } = parseArgs({ options: { rules: { type: 'boolean', default: false } } });
  return values.rules ? showRules() : visit(stop);
});
