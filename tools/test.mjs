/** Builds what the tests run for real (worker threads, the served dashboard), then runs Jest once over all projects. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const run = (file, args) => {
  const { status } = spawnSync(process.execPath, [file, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};
const resolve = createRequire(import.meta.url).resolve;
run('tools/nx.mjs', ['run-many', '-t', 'build']);
run(resolve('jest/bin/jest.js'), process.argv.slice(2));
