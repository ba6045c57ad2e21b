import { Chromium, Gateway, playVisit, TEN_MINUTES, truthOf } from '@dwell/browsing';
import { toMilliseconds } from '@dwell/shared';
import { run } from './command-line/run.js';
import { table } from './command-line/table.js';
import { scratchStore } from './databases/scratch-store.js';
import { DwellServer } from './servers/dwell-server.js';
import { compareViews, worstErrorMs } from './visit/accuracy.js';
import { RealPlayer } from './visit/real-player.js';

const USAGE = 'npm run bench:visit';
const USER = 'visitor';

/** What the recorded time of a view may differ from the truth, in milliseconds. */
const TOLERANCE_MS = 200;

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

/** Plays the visit of ten minutes at the real clock, and shows what was recorded beside what was. */
const visit = async (stop: AbortSignal): Promise<number> => {
  if (!Chromium.isInstalled()) throw new Error('There is no Chromium: install it, or name it in CHROMIUM');
  const scratch = scratchStore(undefined);
  const server = await DwellServer.start({ databaseUrl: scratch.databaseUrl('visit'), logLevel: 'warn' });
  const gateway = await Gateway.start(server.url);
  gateway.serve('/', {
    body: `<!doctype html><title>Application</title>
      <script src="/tracker.js" data-key="${server.reporterKey}" data-user="${USER}" async></script>`,
  });
  const browser = await Chromium.launch();
  try {
    const player = new RealPlayer(browser, await browser.newPerson(), gateway, stop);
    const observation = await playVisit(TEN_MINUTES, player, ({ name }) => {
      console.log(`${new Date().toISOString().slice(11, 19)}  ${name}`);
    });
    await gateway.idle();
    return conclude(
      truthOf(observation),
      await server.listSessions(`?usernames[]=${USER}`),
      gateway.received.length,
    );
  } finally {
    browser.wakeUp();
    await browser.close();
    await gateway.close();
    await server.stop();
    await scratch.drop();
  }
};

const conclude = (
  truth: ReadonlyMap<string, number>,
  sessions: Awaited<ReturnType<DwellServer['listSessions']>>,
  requests: number,
): number => {
  const [session, ...more] = sessions;
  if (!session || more.length > 0) throw new Error(`There must be one session, not ${sessions.length}`);
  const recorded = new Map(
    Object.entries(session.tab_duration).map(([path, value]) => [path, toMilliseconds(value as number)]),
  );
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
  return worst <= TOLERANCE_MS && isExact ? 0 : 1;
};

await run(USAGE, visit);
