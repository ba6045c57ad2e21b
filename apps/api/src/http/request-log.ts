import type { LoggerService } from '@nestjs/common';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { LogLevel } from '../platform/settings/settings.js';

/** The levels at which a request's line is written; at others it is not even made. */
const SHOWS_REQUESTS: ReadonlySet<LogLevel> = new Set(['trace', 'debug', 'info']);

/** One line a request: its id, method, route (never the query: it may name people), status and duration. */
export const logRequests = (fastify: FastifyInstance, level: LogLevel): void => {
  if (!SHOWS_REQUESTS.has(level)) return;
  fastify.addHook('onResponse', (request, reply, done) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? '(unknown)',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    );
    done();
  });
};

/** Nest's own messages, in the same log; its chatter at start is left out. */
export class ServerLogger implements LoggerService {
  constructor(private readonly target: FastifyBaseLogger) {}

  log(message: unknown): void {
    this.target.debug(String(message));
  }

  warn(message: unknown): void {
    this.target.warn(String(message));
  }

  error(message: unknown): void {
    this.target.error(message instanceof Error ? { err: message } : String(message));
  }
}
