/** Builds what the tests run for real (worker threads, the served dashboard), then runs Jest once over all projects. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const run = (file, args) => {
  const { status } = spawnSync(process.execPath, [file, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};
const jest = dirname(createRequire(import.meta.url).resolve('jest/package.json'));
run('tools/nx.mjs', ['run-many', '-t', 'build']);
run(join(jest, 'bin/jest.js'), process.argv.slice(2));
