import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { endAfter } from './command-line/end-after.js';
import { numberOption } from './command-line/options.js';
import { run } from './command-line/run.js';
import { scratchFolder } from './command-line/scratch-folder.js';
import { reportInvariants, violationsOf } from './figures/invariants.js';
import { whole } from './figures/statistics.js';
import { HammerClient, type HammerCounts } from './hammer/hammer-client.js';
import { lossesOf } from './hammer/losses.js';
import { anyPing, visiblePing } from './hammer/pings.js';
import { DwellServer } from './servers/dwell-server.js';

const USAGE = 'npm run bench:hammer -- [--seconds 30] [--clients 64] | --kill [--rounds 10] [--clients 64]';

/** The server is killed somewhere in this part of a round, in milliseconds. */
const KILL_AFTER = { earliest: 700, latest: 1_700 };

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      kill: { type: 'boolean', default: false },
      seconds: { type: 'string', default: '30' },
      rounds: { type: 'string', default: '10' },
      clients: { type: 'string', default: '64' },
    },
  });
  return {
    kill: values.kill,
    seconds: numberOption('seconds', values.seconds, { min: 1, max: 3_600 }),
    rounds: numberOption('rounds', values.rounds, { min: 1, max: 1_000 }),
    clients: numberOption('clients', values.clients, { min: 1, max: 1_000 }),
  };
};

const hammer = async (stop: AbortSignal): Promise<number> => {
  const options = readOptions();
  const file = join(scratchFolder(), 'hammered.db');
  return options.kill ? killRounds(file, options, stop) : endure(file, options, stop);
};

type Options = ReturnType<typeof readOptions>;

/** Half of the clients share one session, the others have one each. */
const usersOf = (clients: number): string[] =>
  Array.from({ length: clients }, (_, index) => (index % 2 === 0 ? 'shared' : `alone-${index}`));

const endure = async (file: string, { seconds, clients }: Options, stop: AbortSignal): Promise<number> => {
  const server = await DwellServer.start({ file, logLevel: 'warn' });
  const team = usersOf(clients).map(
    (username, index) => new HammerClient(username, anyPing(`page-${index}`)),
  );
  const end = endAfter(stop, seconds * 1000);
  const counts = await hammerAll(team, server, end);
  console.log(`${clients} clients, ${seconds} s: ${describe(counts)}`);
  const sound = reportInvariants(await server.listSessions());
  const lost = lossesOf(team, await server.listSessions(), 'last ping');
  for (const loss of lost.slice(0, 10)) console.log(`  ${loss}`);
  await server.stop();
  return verdict(sound && lost.length === 0 && counts.failed === 0);
};

/** Kills the server under load again and again; it always restarts on the same file. */
const killRounds = async (file: string, { rounds, clients }: Options, stop: AbortSignal): Promise<number> => {
  const team = usersOf(clients).map((username) => new HammerClient(username, visiblePing()));
  let sound = true;
  let server = await DwellServer.start({ file, logLevel: 'warn' });
  for (let round = 1; round <= rounds && !stop.aborted; round++) {
    const end = new AbortController();
    const hammered = hammerAll(team, server, end.signal);
    const { earliest, latest } = KILL_AFTER;
    await wait(earliest + Math.random() * (latest - earliest));
    await server.stop('SIGKILL');
    end.abort();
    const counts = await hammered;

    const began = performance.now();
    server = await DwellServer.start({ file, logLevel: 'warn' });
    const restartMs = performance.now() - began;
    const sessions = await server.listSessions();
    const lost = lossesOf(team, sessions, 'last ping and visible time');
    const wrong = violationsOf(sessions);
    console.log(
      `round ${round}: ${whole(counts.answered)} keepalives answered, ${lost.length} lost, ${wrong.length} of ` +
        `${sessions.length} sessions wrong, ready again after ${whole(restartMs)} ms`,
    );
    for (const problem of [...lost, ...wrong].slice(0, 10)) console.log(`  ${problem}`);
    sound &&= lost.length + wrong.length === 0;
  }
  await server.stop();
  return verdict(sound);
};

const hammerAll = async (
  team: readonly HammerClient[],
  server: DwellServer,
  end: AbortSignal,
): Promise<HammerCounts> => {
  const all = await Promise.all(team.map((client) => client.hammer(server, end)));
  return {
    answered: all.reduce((sum, { answered }) => sum + answered, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
  };
};

const describe = ({ answered, failed }: HammerCounts): string =>
  `${whole(answered)} requests answered, ${whole(failed)} failed`;

const verdict = (sound: boolean): number => {
  console.log(sound ? '\nSound: nothing was lost or counted twice.' : '\nVIOLATED: see above.');
  return sound ? 0 : 1;
};

await run(USAGE, hammer);
