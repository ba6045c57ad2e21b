import type { LoggerService } from '@nestjs/common';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import type { LogLevel } from '../platform/settings/settings.js';

/** The log levels that show requests. At others no hook is added, because a line costs time even if it is dropped. */
const SHOWS_REQUESTS: ReadonlySet<LogLevel> = new Set(['trace', 'debug', 'info']);

/** Routes that tell only whether the server works. Load balancers and open pages call them several times a minute. */
const PROBES: ReadonlySet<string> = new Set(['/healthz', '/readyz']);

const isGoodProbe = (route: string, status: number): boolean => PROBES.has(route) && status < 400;

/**
 * Logs one line for each request: id, method, route, status, the client's address, the caller's public name and the
 * duration. Omits the query, which may name other people. Logs successful probes at debug level, so that the requests
 * that matter stay visible.
 */
export const logRequests = (
  fastify: FastifyInstance,
  level: LogLevel,
  callerOf: (request: FastifyRequest) => string | undefined,
): void => {
  if (!SHOWS_REQUESTS.has(level)) return;
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? '(unknown)';
    request.log[isGoodProbe(route, reply.statusCode) ? 'debug' : 'info'](
      {
        method: request.method,
        route,
        status: reply.statusCode,
        address: request.forwarding.address,
        caller: callerOf(request),
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    );
    done();
  });
};

/**
 * Writes Nest's messages to the server's log. Nest writes many plain messages at the start; these are logged at debug
 * level.
 */
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
