import { scratchStore } from '@dwell/programs';
import { compareWithDriver } from './compare-with-driver.js';
import { compareWithEcho } from './compare-with-echo.js';
import { compareWithLargeSession } from './compare-with-large-session.js';
import type { Ingest } from './contenders.js';
import { readIngestOptions } from './options.js';
import { showProfile } from './show-profile.js';
import { chooseLoadGenerator } from '../load/choose.js';
import { withScratch } from '../load/with-scratch.js';
import { describeMachine } from '../report/machine.js';
import type { Bench } from '../report/report.js';

export const benchIngest: Bench = async (args, report, stop) => {
  const options = readIngestOptions(args);
  const generator = await chooseLoadGenerator();
  const scratch = scratchStore(options.mongoServer, options.folder);
  report.paragraph(
    `Keepalives by ${generator.name} over ${options.connections} connections, ${options.sessions} sessions, ` +
      `${scratch.description}, LOG_LEVEL=${options.logLevel}, ${describeMachine()}; ` +
      `medians of ${options.rounds} rounds in turns, with the lowest and the highest`,
  );
  return withScratch(scratch, stop, () => compare({ options, generator, scratch, report }));
};

const compare = (ingest: Ingest): Promise<number> => {
  const { profile, big, mongoServer } = ingest.options;
  if (profile) return showProfile(ingest);
  if (big) return compareWithLargeSession(ingest);
  return mongoServer === undefined ? compareWithEcho(ingest) : compareWithDriver(ingest);
};
