/** Builds what has changed, then serves: the whole product in one command. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const server = new URL('../apps/api/dist/main.js', import.meta.url);
if (!existsSync(server)) process.stdout.write('Building Dwell; the first time takes about half a minute …\n');
const build = spawnSync(process.execPath, ['tools/nx.mjs', 'run-many', '-t', 'build'], { encoding: 'utf8' });
if (build.status !== 0) {
  process.stderr.write(`${build.stdout}${build.stderr}\nThe build failed; nothing was started.\n`);
  process.exit(1);
}
await import(server.href);
