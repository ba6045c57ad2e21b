import { project } from './tools/jest-config.mjs';

export default {
  projects: [
    project('shared', 'libs/shared'),
    project('sessions', 'libs/sessions'),
    project('simulation', 'libs/simulation'),
    project('api', 'apps/api', { '/worker-urls\\.js$': '<rootDir>/src/store/sqlite/testing/worker-urls.ts' }),
    project('dashboard', 'apps/dashboard'),
  ],
  // Real servers, real worker threads and a real browser: on a busy machine they need their time to start.
  testTimeout: 120_000,
  reporters: ['default', '<rootDir>/tools/closing-line.mjs'],
};
