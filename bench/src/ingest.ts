import { cpus } from 'node:os';
import { run, scratchStore } from '@dwell/programs';
import { compareWithDriver } from './ingest/compare-with-driver.js';
import { compareWithEcho } from './ingest/compare-with-echo.js';
import { compareWithLargeSession } from './ingest/compare-with-large-session.js';
import type { Ingest } from './ingest/contenders.js';
import { readIngestOptions, USAGE } from './ingest/options.js';
import { showProfile } from './ingest/show-profile.js';
import { chooseLoadGenerator } from './load/choose.js';

const ingest = async (stop: AbortSignal): Promise<number> => {
  const options = readIngestOptions();
  const generator = await chooseLoadGenerator();
  const scratch = scratchStore(options.mongoServer, options.folder);
  stop.addEventListener('abort', () => void scratch.drop().finally(() => process.exit(130)));
  console.log(
    `Keepalives by ${generator.name} over ${options.connections} connections, ${options.sessions} sessions, ` +
      `${scratch.description}, LOG_LEVEL=${options.logLevel}, Node ${process.versions.node}, ${cpus().length} cores\n`,
  );
  try {
    return await compare({ options, generator, scratch });
  } finally {
    await scratch.drop();
  }
};

const compare = (ingest: Ingest): Promise<number> => {
  const { profile, big, mongoServer } = ingest.options;
  if (profile) return showProfile(ingest);
  if (big) return compareWithLargeSession(ingest);
  return mongoServer === undefined ? compareWithEcho(ingest) : compareWithDriver(ingest);
};

await run(USAGE, ingest);
