import { setTimeout as wait } from 'node:timers/promises';
import { DwellServer, formatInteger, SmallDisk } from '@dwell/programs';
import { AnswerLog } from '../hammer/answer-log.js';
import type { HammerClient } from '../hammer/hammer-client.js';
import { describeInspection, inspect, isSound } from '../hammer/inspection.js';
import { visiblePing } from '../hammer/pings.js';
import { hammerAll, makeClients } from '../hammer/team.js';
import { readiness, untilReadiness } from './readiness.js';

const BEFORE_MS = 5_000;

/**
 * How long the disk has no space, in milliseconds: FULL_MS, or longer until /readyz first answers 503, but at most
 * LONGEST_FULL_MS.
 */
const FULL_MS = 3_000;
const LONGEST_FULL_MS = 30_000;

const AFTER_MS = 2_000;

/** The time between two fillings of the disk, in milliseconds: the space that the server frees is taken again. */
const REFILL_EVERY_MS = 20;

/** The server must be ready within this time after there is space again, in milliseconds. */
const RECOVERY_MS = 5_000;

/**
 * Records on a small disk. The database's log must not fill the disk under load alone. Then another program takes all
 * space, and gives it back: the server must say within 30 s that it is not ready, and then go on by itself. Removes the
 * disk. Resolves to whether all this held, and nothing that was acknowledged was lost.
 */
export const fillDisk = async (disk: SmallDisk, clients: number): Promise<boolean> => {
  const server = await DwellServer.start({
    databaseUrl: `file:${disk.path}/dwell.db`,
    logLevel: 'fatal',
  });
  try {
    const team = makeClients(clients, visiblePing);
    const since = Math.floor(Date.now() / 1000);
    const log = new AnswerLog<DwellServer, HammerClient>();
    const end = new AbortController();
    const hammered = hammerAll(team, [server], end.signal, (answer) => {
      log.note(answer);
    });
    await wait(BEFORE_MS);
    const fullAt = performance.now();
    let asked = 0;
    let notReady = 0;
    // A slow server may take longer than FULL_MS to use up the room that its log has.
    while (performance.now() < fullAt + (notReady > 0 ? FULL_MS : LONGEST_FULL_MS)) {
      disk.fill();
      await wait(REFILL_EVERY_MS);
      asked++;
      if ((await readiness(server)) === 503) notReady++;
    }
    const releasedAt = performance.now();
    disk.release();
    const readyMs = (await untilReadiness(server, 200, RECOVERY_MS)) - releasedAt;
    await wait(AFTER_MS);
    end.abort();
    await hammered;

    const before = log.describe(0, fullAt);
    console.log(`  before:       ${before}`);
    console.log(
      `  no space:     ${log.describe(fullAt, releasedAt)}; readyz 503 ${notReady} of ${asked} times`,
    );
    console.log(
      `  space again:  ${log.describe(releasedAt, Infinity)}; ready after ${formatInteger(readyMs)} ms`,
    );
    const inspection = await inspect(server, team, { since, alwaysVisible: () => true });
    console.log(`  ${describeInspection(inspection)}`);
    const onlyOkBefore = /^2\d\d: [\d,]+$/.test(before);
    if (!onlyOkBefore) console.log('  The load alone filled the disk.');
    return (
      isSound(inspection) &&
      onlyOkBefore &&
      // /readyz need not answer 503 each time: the server makes room again and again by writing its log back, and uses
      // that room before it is taken.
      notReady > 0 &&
      readyMs <= RECOVERY_MS &&
      log.unexpected === 0
    );
  } finally {
    await server.stop();
    disk.unmount();
  }
};
