/** Runs Nx without its daemon, terminal UI and cloud, as in `node tools/nx.mjs run-many -t build`. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const nx = createRequire(import.meta.url).resolve('nx/bin/nx.js');
const { status } = spawnSync(process.execPath, [nx, ...process.argv.slice(2), '--outputStyle=static'], {
  stdio: 'inherit',
  env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true' },
});
process.exit(status ?? 1);
