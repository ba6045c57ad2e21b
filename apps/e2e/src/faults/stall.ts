import { DwellServer, run, scratchStore } from '@dwell/programs';
import { readStallOptions, USAGE } from './stall/options.js';
import { describeRounds, holds, measureRounds } from './stall/rounds.js';
import { fillLists } from './stall/fill-lists.js';

/**
 * The limit by address is the default one (an empty setting), because the attackers are to meet it. There are no limits
 * by key and by user: the honest clients share one key and send as fast as they can, so such limits would bound what is
 * measured.
 */
const LIMITS = { RATE_LIMIT_PER_KEY: '0', RATE_LIMIT_PER_USER: '0', RATE_LIMIT_PER_ADDRESS: '' };

const stall = async (stop: AbortSignal): Promise<number> => {
  const options = readStallOptions();
  const scratch = scratchStore(options.mongoServer);
  console.log(`On ${scratch.description}`);
  try {
    const server = await DwellServer.start({
      databaseUrl: scratch.databaseUrl('stalled'),
      logLevel: 'fatal',
      env: LIMITS,
      nodeArgs: options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`],
    });
    const bytes = await fillLists(server);
    console.log(
      `A list of all sessions has ${(bytes / 1e6).toFixed(1)} MB; ${options.clients} honest clients\n`,
    );
    const rounds = await measureRounds(server, options, stop);
    console.log(describeRounds(rounds));
    const stopping = performance.now();
    await server.stop();
    console.log(`\nSIGTERM took ${((performance.now() - stopping) / 1000).toFixed(1)} s`);
    const passed = rounds.every(holds);
    console.log(passed ? 'PASS' : 'FAIL');
    return passed ? 0 : 1;
  } finally {
    await scratch.drop();
  }
};

await run(USAGE, stall);
