import { project } from './tools/jest-config.mjs';

export default {
  projects: [
    project('shared', 'libs/shared'),
    project('sessions', 'libs/sessions'),
    project('simulation', 'libs/simulation'),
    project('api', 'apps/api'),
    project('dashboard', 'apps/dashboard'),
  ],
  reporters: ['default', '<rootDir>/tools/closing-line.mjs'],
};
