/**
 * Builds what has changed, then runs a built program: `node tools/start.mjs [script] [arguments]`.
 * Without a script it serves: the whole product in one command.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SERVER = 'apps/api/dist/main.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const [node, , script = SERVER, ...args] = process.argv;
if (!existsSync(resolve(root, SERVER))) {
  process.stdout.write('Building Dwell; the first time takes about half a minute …\n');
}
const build = spawnSync(node, ['tools/nx.mjs', 'run-many', '-t', 'build'], { cwd: root, encoding: 'utf8' });
if (build.status !== 0) {
  process.stderr.write(`${build.stdout}${build.stderr}\nThe build failed; nothing was started.\n`);
  process.exit(1);
}
const program = resolve(root, script);
process.argv = [node, program, ...args];
await import(pathToFileURL(program).href);
