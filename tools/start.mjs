/**
 * Runs a program from the release of the current sources: `node tools/start.mjs [script] [arguments]`. Without a
 * script, starts the server. release/release.mjs says what a release is.
 */
import './node-version.mjs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BuildError, openRelease } from './release/release.mjs';

// No other user of the machine may write to what a start builds and runs.
process.umask(0o077);

const SERVER = 'apps/api/dist/main.js';

const [node, , script = SERVER, ...args] = process.argv;
try {
  const program = join(openRelease(), script);
  process.argv = [node, program, ...args];
  await import(pathToFileURL(program).href);
} catch (error) {
  if (!(error instanceof BuildError)) throw error;
  process.stderr.write(`${error.message}\nThe build failed; nothing was started.\n`);
  process.exit(1);
}
