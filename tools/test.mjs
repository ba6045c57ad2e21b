/**
 * Builds what the tests run for real (worker threads, the served dashboard), then runs Jest once over all projects.
 * MongoDB tests run on the servers of MONGODB_TEST_URI, else on a mongod from the PATH.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findMongod, startMongod } from './jest/mongod.mjs';

const JEST = join(dirname(createRequire(import.meta.url).resolve('jest/package.json')), 'bin/jest.js');
const EXIT_INTERRUPTED = 130;

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => interruption.abort());

/** The program's exit code; 1 when it was killed. */
const run = async (file, args) => {
  const options = { stdio: 'inherit', signal: interruption.signal };
  const [code] = await once(spawn(process.execPath, [file, ...args], options), 'exit');
  return code ?? 1;
};

const runJest = () => run(JEST, process.argv.slice(2));

const runJestOn = async (mongod) => {
  const server = await startMongod(mongod, interruption.signal);
  process.env['MONGODB_TEST_URI'] = server.uri;
  try {
    return await runJest();
  } finally {
    await server.stop();
  }
};

const test = async () => {
  if (process.env['MONGODB_TEST_URI']) return runJest();
  const mongod = await findMongod();
  if (mongod !== undefined) return runJestOn(mongod);
  console.log(
    '\nMongoDB tests are SKIPPED: set MONGODB_TEST_URI, or put mongod on the PATH (CONTRIBUTING.md).\n',
  );
  return runJest();
};

const main = async () => (await run('tools/nx.mjs', ['run-many', '-t', 'build'])) || test();

// Not process.exitCode: a driver that still looks for a server that was given up would keep the process alive.
main().then(
  (code) => process.exit(code),
  (error) => {
    if (interruption.signal.aborted) process.exit(EXIT_INTERRUPTED);
    console.error(error);
    process.exit(1);
  },
);
