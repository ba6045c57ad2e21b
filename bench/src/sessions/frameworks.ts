import type { Rivals } from './compare.js';
import type { ServerOptions } from './session-server.js';

/** Each library has its own memory store; it is there more than once where its options make a difference. */
export const FRAMEWORKS: readonly Rivals<ServerOptions>[] = [
  {
    name: 'Express',
    theirs: [{ name: 'express-session', script: 'express-session' }],
    ours: { name: '@dwell/sessions on Express', script: 'dwell-on-express' },
  },
  {
    name: 'Fastify',
    theirs: [
      { name: '@fastify/session', script: 'fastify-session' },
      { name: '@fastify/session, not rolling', script: 'fastify-session', args: ['not-rolling'] },
    ],
    ours: { name: '@dwell/sessions on Fastify', script: 'dwell-on-fastify' },
  },
];
