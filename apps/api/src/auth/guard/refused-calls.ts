import type { FastifyRequest } from 'fastify';
import type { Caller } from './caller.js';

/** Takes note of calls that are refused because the caller has no right to make them. */
export abstract class RefusedCalls {
  abstract note(request: FastifyRequest, caller: Caller): void;
}
