/**
 * Updates package-lock.json after a change of dependencies: `npm run lock`.
 *
 * npm compares each package's `engines` with the Node that runs npm, and warns when they do not match. But Dwell runs
 * on the Node that package.json pins, so the lock file leaves `engines` out (docs/adr/0080).
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const LOCK = fileURLToPath(new URL('../package-lock.json', import.meta.url));

const { status } = spawnSync('npm', ['install', '--package-lock-only'], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

const lock = JSON.parse(readFileSync(LOCK, 'utf8'));
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path.includes('node_modules/')) delete entry.engines;
}
writeFileSync(LOCK, `${JSON.stringify(lock, null, 2)}\n`);
