import { run, scratchStore } from '@dwell/programs';
import { endure } from './hammer/endure.js';
import { killRounds } from './hammer/kill-rounds.js';
import { readHammerOptions, USAGE } from './hammer/options.js';
import { surviveOutage } from './hammer/outage.js';

const hammer = async (stop: AbortSignal): Promise<number> => {
  const options = readHammerOptions();
  const scratch = scratchStore(options.mongoServer);
  const url = scratch.databaseUrl('hammered');
  console.log(`On ${scratch.description}\n`);
  try {
    if (options.outage) return await surviveOutage(url, options, options.outage, stop);
    return await (options.kill ? killRounds(url, options, stop) : endure(url, options, stop));
  } finally {
    await scratch.drop();
  }
};

await run(USAGE, hammer);
