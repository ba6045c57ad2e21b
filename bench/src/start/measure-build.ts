import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const BUILD = join(ROOT, 'tools/release/build.mjs');

/** Builds a release as the first `npm start` does, and removes it. Returns how long the build took, in seconds. */
export const measureBuild = (): number => {
  const releases = join(ROOT, '.releases');
  mkdirSync(releases, { recursive: true, mode: 0o700 });
  const folder = join(releases, `measured-${process.pid}`);
  const began = performance.now();
  const { status } = spawnSync(process.execPath, [BUILD, folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  const seconds = (performance.now() - began) / 1000;
  rmSync(folder, { recursive: true, force: true });
  if (status !== 0) throw new Error('The release could not be built');
  return seconds;
};
