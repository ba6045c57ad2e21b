/**
 * Builds the projects that have changed, then runs a built program: `node tools/run.mjs bench/dist/ingest.js --help`.
 */
import './node-version.mjs';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const [node, , script, ...args] = process.argv;
const build = spawnSync(node, ['tools/nx.mjs', 'run-many', '-t', 'build'], { cwd: ROOT, encoding: 'utf8' });
if (build.status !== 0) {
  process.stderr.write(`${build.stdout}${build.stderr}\nThe build failed; nothing was started.\n`);
  process.exit(1);
}
const program = resolve(ROOT, script);
process.argv = [node, program, ...args];
await import(pathToFileURL(program).href);
