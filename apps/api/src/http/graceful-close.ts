import type { FastifyInstance } from 'fastify';

/** How long answers in flight may take when the server stops, in milliseconds. */
const GRACE_MS = 10_000;

/**
 * When the server closes, requests in flight are answered first. Node closes the connections that are
 * idle at that moment; one that becomes idle later would hold the process for its whole keep-alive time.
 */
export const closeGracefully = (fastify: FastifyInstance): void => {
  let closing = false;
  fastify.addHook('preClose', (done) => {
    closing = true;
    setTimeout(() => fastify.server.closeAllConnections(), GRACE_MS).unref();
    done();
  });
  fastify.addHook('onResponse', (_request, _reply, done) => {
    if (closing) setImmediate(() => fastify.server.closeIdleConnections());
    done();
  });
};
