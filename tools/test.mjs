/**
 * Builds all projects, because tests use built worker threads and the built dashboard, then runs Jest over them.
 * MongoDB tests run on the servers in MONGODB_TEST_URI, else on a mongod from the PATH.
 * With --fast as the first argument, runs only the tests that take little time and need no browser, no MongoDB server
 * and no other program, and tries properties with fewer cases (jest/fast-check.mjs).
 */
import './node-version.mjs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { findMongod, startMongod } from './jest/mongod.mjs';

const JEST = join(dirname(createRequire(import.meta.url).resolve('jest/package.json')), 'bin/jest.js');
const EXIT_INTERRUPTED = 130;

/** The spec files that --fast leaves out. A `.slow.spec.ts` starts other programs or takes many seconds. */
const NOT_FAST = ['/node_modules/', '/dist/', '/apps/e2e/', 'mongo', String.raw`\.slow\.spec\.ts$`];

/**
 * The number of workers of --fast: one more than the whole suite has, which is one for each core. The spec files of
 * --fast wait for their databases now and then, so another worker can use the core meanwhile. None of them has a time
 * limit that a busy core could exceed.
 */
const FAST_WORKERS = String(availableParallelism() + 1);

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => interruption.abort());

/** Returns the program's exit code; 1 when it was killed. */
const run = async (file, args) => {
  const options = { stdio: 'inherit', signal: interruption.signal };
  const [code] = await once(spawn(process.execPath, [file, ...args], options), 'exit');
  return code ?? 1;
};

const runOnMongod = async (mongod, args) => {
  const server = await startMongod(mongod, interruption.signal);
  process.env['MONGODB_TEST_URI'] = server.uri;
  try {
    return await run(JEST, args);
  } finally {
    await server.stop();
  }
};

const testAll = async (args) => {
  if (process.env['MONGODB_TEST_URI']) return run(JEST, args);
  const mongod = await findMongod();
  if (mongod !== undefined) return runOnMongod(mongod, args);
  console.log(
    '\nMongoDB tests are SKIPPED: set MONGODB_TEST_URI, or put mongod on the PATH (CONTRIBUTING.md).\n',
  );
  return run(JEST, args);
};

const testFast = (args) => {
  process.env['DWELL_FEW_CASES'] = '1';
  // V8 keeps here what it has compiled of Jest, so that each worker need not compile it again.
  process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, '../node_modules/.cache/node');
  return run(JEST, ['--maxWorkers', FAST_WORKERS, '--testPathIgnorePatterns', ...NOT_FAST, '--', ...args]);
};

const build = () => run('tools/nx.mjs', ['run-many', '-t', 'build']);

const main = async ([first, ...rest]) => {
  const code = await build();
  if (code !== 0) return code;
  return first === '--fast' ? testFast(rest) : testAll([first, ...rest].filter(Boolean));
};

// Calls process.exit, because with process.exitCode alone, a MongoDB driver that still tries to connect would keep
// the process alive.
main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    if (interruption.signal.aborted) process.exit(EXIT_INTERRUPTED);
    console.error(error);
    process.exit(1);
  },
);
