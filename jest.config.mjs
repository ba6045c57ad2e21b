import { fileURLToPath } from 'node:url';
import { project } from './tools/jest/project.mjs';

/** Worker threads can't run TypeScript. */
const BUILT_WORKERS = {
  '/worker-urls\\.js$': fileURLToPath(
    new URL('./apps/api/src/store/sqlite/testing/worker-urls.ts', import.meta.url),
  ),
};

export default {
  projects: [
    project('tools', 'tools'),
    project('shared', 'libs/shared'),
    project('sessions', 'libs/sessions'),
    project('tracker', 'libs/tracker'),
    project('browsing', 'libs/browsing'),
    project('simulation', 'libs/simulation'),
    project('programs', 'libs/programs'),
    project('api', 'apps/api', BUILT_WORKERS),
    project('demo', 'apps/demo', BUILT_WORKERS),
    project('dashboard', 'apps/dashboard'),
    project('bench', 'bench'),
    project('examples', 'examples'),
    {
      ...project('e2e', 'apps/e2e', BUILT_WORKERS),
      globalSetup: fileURLToPath(new URL('./apps/e2e/src/support/chromium.ts', import.meta.url)),
    },
  ],
  // Jest itself would leave one core idle; suites wait for servers and browsers for half of their time.
  maxWorkers: '100%',
  // Real servers, real worker threads and a real browser: on a busy machine they need their time to start.
  testTimeout: 120_000,
  // Each spec loads the server's libraries anew, and a worker does not give all of that back: it is replaced in time.
  workerIdleMemoryLimit: '1GB',
  reporters: ['default', '<rootDir>/tools/jest/summary.mjs'],
};
