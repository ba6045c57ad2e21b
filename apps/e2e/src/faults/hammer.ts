import { run, scratchStore } from '@dwell/programs';
import { endure } from './hammer/endure.js';
import { readHammerOptions, USAGE } from './hammer/options.js';
import { surviveOutage } from './hammer/outage.js';
import { stopRounds } from './hammer/stop-rounds.js';
import { verdict } from './hammer/team.js';

const hammer = async (stop: AbortSignal): Promise<number> => {
  const options = readHammerOptions();
  const scratch = scratchStore(options.mongoServer);
  const url = scratch.databaseUrl('hammered');
  console.log(`On ${scratch.description}\n`);
  try {
    if (options.outage) return await surviveOutage(url, options, options.outage, stop);
    if (options.kill) return verdict(await stopRounds(url, options, 'SIGKILL', stop));
    return await endure(url, options, stop);
  } finally {
    await scratch.drop();
  }
};

await run(USAGE, hammer);
