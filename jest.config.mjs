import { fileURLToPath } from 'node:url';
import packages from './tools/jest/packages.cjs';
import { project } from './tools/jest/project.mjs';

await packages.bundlePackages();

export default {
  projects: [
    project('tools', 'tools'),
    project('shared', 'libs/shared'),
    project('sessions', 'libs/sessions'),
    project('client', 'libs/client'),
    project('tracker', 'libs/tracker'),
    project('browsing', 'libs/browsing'),
    project('simulation', 'libs/simulation'),
    project('programs', 'libs/programs'),
    project('api', 'apps/api'),
    project('demo', 'apps/demo'),
    project('dashboard', 'apps/dashboard'),
    project('bench', 'bench'),
    project('examples', 'examples'),
    {
      ...project('e2e', 'apps/e2e'),
      globalSetup: fileURLToPath(new URL('./apps/e2e/src/support/chromium.ts', import.meta.url)),
    },
  ],
  // One worker for each core. By default Jest leaves one core out, but suites spend half of their time waiting for
  // servers and browsers.
  maxWorkers: '100%',
  // On a busy machine, real servers, worker threads and browsers can take long to start.
  testTimeout: 120_000,
  // Each spec file loads the server's libraries again, and a worker does not free all of that memory. Jest replaces
  // an idle worker that holds more than this.
  workerIdleMemoryLimit: '1GB',
  reporters: ['default', '<rootDir>/tools/jest/summary.mjs'],
};
