import type { FastifyInstance } from 'fastify';

/** How long requests in flight may take when the server stops, in milliseconds. */
const GRACE_MS = 5_000;

/**
 * Answers the requests in flight before the server closes, and cuts those that take longer than {@link GRACE_MS}. Node
 * only closes connections that are idle when closing begins; a connection that becomes idle later would keep the
 * process alive for its whole keep-alive time.
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
