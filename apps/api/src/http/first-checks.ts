import type { FastifyInstance } from 'fastify';
import { encodingError } from './encodings.js';
import type { RequestCheck } from './known-parameters.js';
import type { Origins } from './origins.js';
import { isPlainPath } from './plain-paths.js';
import { repeatedHeaderError } from './repeated-headers.js';
import { setSecureHeaders } from './secure-headers.js';

export interface FirstChecks {
  readonly origins: Origins;
  readonly unknownParameters: RequestCheck;
  /** Matches the URLs that answer with data, which a browser must not render. */
  readonly data: RegExp;
}

/**
 * Checks the first line and the headers of every request, and sets the security headers of the answer. All of this is
 * in one hook, because every keepalive passes here, and each hook costs time. The route's own hooks follow. One of them
 * finds the caller (see guard-routes.ts of auth), and only then is the body read.
 */
export const checkFirst = (
  fastify: FastifyInstance,
  { origins, unknownParameters, data }: FirstChecks,
): void => {
  fastify.addHook('onRequest', (request, reply, done) => {
    setSecureHeaders(request, reply, data.test(request.url));
    if (request.method === 'OPTIONS') origins.notePreflight(request);
    if (!isPlainPath(request)) {
      reply.callNotFound();
      return;
    }
    done(repeatedHeaderError(request) ?? encodingError(request) ?? unknownParameters(request));
  });
};
