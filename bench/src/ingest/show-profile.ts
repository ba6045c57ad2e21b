import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder, table } from '@dwell/programs';
import { readProfiles } from './cpu-profile.js';
import { byApiKey } from './keepalives.js';
import { type Ingest, keepalivesOf, overHttp, startDwell } from './contenders.js';

const PROFILE_SECONDS = 10;
/** Threads that were busy for less than this share are left out. */
const LEAST_BUSY = 0.05;

export const showProfile = async (ingest: Ingest): Promise<number> => {
  const profiles = join(scratchFolder(), 'profiles');
  mkdirSync(profiles);
  const server = await startDwell(ingest, 'profiled', {
    nodeArgs: ['--cpu-prof', '--cpu-prof-dir', profiles],
  });
  const contender = overHttp(
    ingest,
    'profiled',
    server,
    keepalivesOf(ingest.options),
    byApiKey(server.reporterKey),
  );
  const loadBegan = Number(process.hrtime.bigint() / 1000n);
  const { requestsPerSecond } = await contender.run(PROFILE_SECONDS);
  await server.stop();
  console.log(`${requestsPerSecond.toFixed(0)} requests/s while profiled, which is slower than without\n`);
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const profiled = await readProfiles(profiles, loadBegan);
  for (const { busy, packages, functions } of profiled.filter(({ busy }) => busy > LEAST_BUSY)) {
    console.log(`A thread that was busy for ${percent(busy)} of the time. Self time by package:`);
    console.log(table(packages.slice(0, 15).map(({ name, share }) => [`  ${name}`, percent(share)])));
    console.log('and by function:');
    console.log(
      table(functions.slice(0, 25).map(({ name, from, share }) => [`  ${name}  [${from}]`, percent(share)])),
    );
    console.log();
  }
  return 0;
};
