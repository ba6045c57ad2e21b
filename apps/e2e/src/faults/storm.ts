import { setTimeout as wait } from 'node:timers/promises';
import { Chromium, Gateway } from '@dwell/browsing';
import { DwellServer, reportDurations, run, scratchStore } from '@dwell/programs';
import {
  allRecovered,
  conclude,
  noMoreTraffic,
  noPageSentMore,
  noStorm,
  timesAreTrue,
} from './storm/checks.js';
import { Course, type Phase } from './storm/course.js';
import { Crowd } from './storm/crowd.js';
import { readStormOptions, USAGE } from './storm/options.js';
import { describePhases } from './storm/report.js';
import { fakePages, type Origin, realPages } from './storm/tracked-page.js';
import { recoveriesMs } from './storm/traffic.js';
import { troubles } from './storm/troubles.js';

const REAL_PAGES = 5;
const REST_INTERVALS = 4;

/** The pages are closed one after the other, spread evenly over about this time, in milliseconds. */
const CLOSING_MS = 2_000;

/** Starts a real browser; returns undefined, and says so, when none is installed. */
const launchBrowser = async (): Promise<Chromium | undefined> => {
  if (Chromium.isInstalled()) return Chromium.launch();
  console.log('There is no Chromium here (CHROMIUM names it): all pages are fake ones.\n');
  return undefined;
};

/** Opens the real pages, then the fake pages, which it spreads evenly over two keepalive intervals. */
const gather = async (
  pages: number,
  intervalMs: number,
  origin: Origin,
  browser: Chromium | undefined,
): Promise<Crowd> => {
  const crowd = new Crowd();
  const openReal = browser && realPages(browser, origin);
  const openFake = fakePages(origin);
  for (let index = 0; openReal && index < REAL_PAGES; index++) crowd.add(await openReal(`user-${index}`));
  const began = Date.now();
  for (let index = crowd.pages.length; index < pages; index++) {
    await wait(began + (2 * intervalMs * index) / pages - Date.now());
    crowd.add(openFake(`user-${index}`));
  }
  return crowd;
};

const storm = async (stop: AbortSignal): Promise<number> => {
  const { pages, intervalMs } = readStormOptions();
  const server = await DwellServer.start({
    databaseUrl: scratchStore(undefined).databaseUrl('tracked'),
    logLevel: 'warn',
    env: { KEEPALIVE_INTERVAL: String(intervalMs / 1_000) },
  });
  const gateway = await Gateway.start(server.url);
  const browser = await launchBrowser();
  try {
    const crowd = await gather(pages, intervalMs, { gateway, reporterKey: server.reporterKey }, browser);
    const real = browser ? REAL_PAGES : 0;
    console.log(
      `${pages} pages, ${real} of them in Chromium; a keepalive every ${intervalMs / 1_000} s; the API on SQLite\n`,
    );
    const course = new Course(gateway, crowd, intervalMs, stop);
    await wait(intervalMs);
    const rest = await course.rest(REST_INTERVALS);
    const endured: Phase[] = [];
    for (const trouble of troubles(intervalMs)) endured.push(await course.endure(trouble));
    const restAgain = await course.rest(REST_INTERVALS);
    const { phases } = course;
    console.log(`${describePhases(phases, pages, rest.traffic)}\n`);

    // The time before a page's first keepalive is not known to the server.
    const seenAt = recoveriesMs(course.recorded(), 0);
    const closedAt = await crowd.close(CLOSING_MS);
    await gateway.idle();
    const times = [...closedAt].map(([username, at]) => ({
      username,
      ms: at - (seenAt.get(username) ?? NaN),
    }));
    const sessions = await server.listSessions();
    const allHold = conclude([
      ...[rest, ...endured, restAgain].map(noPageSentMore),
      ...endured.map((phase) => noMoreTraffic(phase, rest.traffic)),
      noStorm(phases, rest.traffic),
      allRecovered(phases, pages),
      timesAreTrue(times, sessions),
    ]);
    const isSound = reportDurations(sessions) && allHold;
    console.log(isSound ? '\nSound: no storm, and no time was lost.' : '\nVIOLATED: see above.');
    return isSound ? 0 : 1;
  } finally {
    await browser?.close();
    await gateway.close();
    await server.stop();
  }
};

await run(USAGE, storm);
