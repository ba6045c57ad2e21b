import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type SessionAnswer, toMilliseconds } from '@dwell/shared';
import { DwellServer, scratchFolder, violationsOf } from '@dwell/programs';
import { AnswerLog } from '../hammer/answer-log.js';
import type { HammerClient } from '../hammer/hammer-client.js';
import { visiblePing } from '../hammer/pings.js';
import { hammerAll, makeClients } from '../hammer/team.js';

/** How far ahead of the machine's clock the server's clock is set in each phase, in seconds; behind if negative. */
const OFFSETS = [0, 3_600, 0, -3_600, 0, 10, 0, 86_400, -86_400, 0];

/** The length of a phase, in milliseconds. */
const PHASE_MS = 1_500;

/**
 * Returns the code of a module that sets the clock of the server's process ahead by the milliseconds that the file
 * contains.
 */
const setAheadBy = (file: string): string => `
  import { readFileSync } from 'node:fs';
  const now = Date.now;
  let offset = 0;
  Date.now = () => now() + offset;
  setInterval(() => { offset = Number(readFileSync(${JSON.stringify(file)}, 'utf8')); }, 50).unref();
`;

/** An acknowledged ping. */
export interface Acknowledged {
  readonly username: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Lists the acknowledged pings that lie in no session of their user. */
export const uncovered = (
  acknowledged: readonly Acknowledged[],
  sessions: readonly SessionAnswer[],
): string[] =>
  acknowledged
    .filter(
      ({ username, at }) =>
        !sessions.some(
          (session) =>
            session.username === username &&
            toMilliseconds(session.start) <= at &&
            at <= toMilliseconds(session.last_ping),
        ),
    )
    .map(({ username, at }) => `${username}: no session has the ping of ${at}, which was acknowledged`);

/**
 * Sets the server's clock ahead and back under load, then kills the server and starts it again. Resolves to whether no
 * acknowledged ping was lost, all sessions are right, and all answers were 2xx or 503.
 */
export const jumpClock = async (clients: number): Promise<boolean> => {
  const folder = scratchFolder();
  const offset = join(folder, 'offset');
  writeFileSync(offset, '0');
  const databaseUrl = `file:${join(folder, 'dwell.db')}`;
  // A session ends when the clock jumps ahead. The clients are then to go on with a new session.
  const env = { ON_INACTIVE: 'restart' };
  const nodeArgs = ['--import', `data:text/javascript,${encodeURIComponent(setAheadBy(offset))}`];
  const log = new AnswerLog<DwellServer, HammerClient>();
  const acknowledged: Acknowledged[] = [];
  let server = await DwellServer.start({ databaseUrl, logLevel: 'fatal', env, nodeArgs });
  try {
    for (const seconds of OFFSETS) {
      // Each phase has new clients, which send while the clock jumps. An old client keeps its latest acknowledged time,
      // which is in the future once the clock has been set back.
      const team = makeClients(clients, visiblePing);
      const hammered = hammerAll(team, [server], AbortSignal.timeout(PHASE_MS), (answer) => {
        log.note(answer);
        acknowledged.push({ username: answer.client.username, at: answer.client.acknowledged });
      });
      await wait(PHASE_MS / 2);
      writeFileSync(offset, String(seconds * 1_000));
      await hammered;
    }
    await server.stop('SIGKILL');
    server = await DwellServer.start({ databaseUrl, logLevel: 'fatal', env });
    const sessions = await server.listSessions('?limit=1000');
    const lost = uncovered(
      acknowledged.filter(({ at }) => at > 0),
      sessions,
    );
    const wrong = violationsOf(sessions);
    console.log(`  ${OFFSETS.map((seconds) => `${seconds} s`).join(', ')}: ${log.describe(0, Infinity)}`);
    console.log(`  ${lost.length} lost, ${wrong.length} of ${sessions.length} sessions wrong`);
    for (const problem of [...lost, ...wrong].slice(0, 10)) console.log(`    ${problem}`);
    return lost.length + wrong.length + log.unexpected === 0;
  } finally {
    await server.stop();
  }
};
