import { MisdirectedException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { hostNameOf } from '../platform/settings/origin.js';

export const HOST_REFUSED =
  'This server does not answer to the host name of this request. If it should, add the name to ALLOWED_HOSTS';

/**
 * Paths that are answered under any host name, because probes call them at an address that no browser uses. The answers
 * reveal nothing, and the calls change nothing.
 */
const PROBES = /^\/(healthz|readyz)(\?|$)/;

/**
 * Answers 421 to requests for host names that are not in `allowed`; an empty list allows all. Answers {@link PROBES}
 * under any host name. A page of another site can make its own host name lead to this server (DNS rebinding), and so
 * pass for a page of this server. But it can't change the host name that the browser sends.
 */
export const refuseOtherHosts = (fastify: FastifyInstance, allowed: readonly string[]): void => {
  if (allowed.length === 0) return;
  const names = new Set(allowed);
  const isAllowed = (host: string): boolean => names.has(host) || names.has(hostNameOf(host) ?? '');
  fastify.addHook('onRequest', ({ url, forwarding }, _reply, done) => {
    const isKnown = PROBES.test(url) || forwarding.hosts.every(isAllowed);
    done(isKnown ? undefined : new MisdirectedException(HOST_REFUSED));
  });
};
