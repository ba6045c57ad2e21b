import { PayloadTooLargeException } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MAX_BODY_BYTES } from '@dwell/shared';
import { takeSlot } from '../http/busy.js';
import type { ErrorShape } from '../http/error-filter.js';
import { addOnRequest, AddRouteConfig } from '../http/route-config.js';
import type { Counters } from '../platform/counters.js';
import { Slots } from '../platform/slots.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Parses the route's body as JSON whatever its content type says, up to 1 MB; see {@link TakesAnyBody}. */
    takesAnyBody?: boolean;
  }
}

/** The error answers of sessman: `error` is their only field, because its clients expect that. */
export const sessmanErrors: ErrorShape = {
  urls: /^\/sessman(\/|\?|$)/,
  bodyOf: ({ message }) => ({ error: message }),
};

/** The largest body of a sessman call, in bytes: 1 MB. */
export const MAX_SESSMAN_BODY_BYTES = 1024 * 1024;

/** How many large bodies are read and handled at once, and how many may wait for that. */
export const MAX_LARGE_BODIES = 8;
export const MAX_WAITING_LARGE_BODIES = 64;

/** Marks a route that parses its body as JSON whatever the content type says, and that takes a large body. */
export const TakesAnyBody = (): MethodDecorator => AddRouteConfig({ takesAnyBody: true });

/** Tells who may send a large body. */
export interface LargeBodyGuard {
  /** Rejects with an HttpException if the headers and the query of a request do not identify its caller. */
  identifyEarly(request: FastifyRequest): Promise<void>;
}

/**
 * Makes `fastify` obey {@link TakesAnyBody}. Such a route must not rely on the content type, but check by other
 * means that no page of a foreign origin calls it. A large body is read only if `guard` knows the caller without it.
 */
export const takeAnyBody = (fastify: FastifyInstance, guard: LargeBodyGuard, counters: Counters): void => {
  const slots = new Slots(MAX_LARGE_BODIES, MAX_WAITING_LARGE_BODIES);

  const admitLarge = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    try {
      await guard.identifyEarly(request);
      await takeSlot(slots, reply, 'large bodies');
    } catch (error) {
      counters.add('large_bodies_refused');
      // Node reads and drops the rest of the body, so that the client sees the answer. That must not take long.
      if (!isBelow(request, MAX_SESSMAN_BODY_BYTES)) void reply.header('connection', 'close');
      throw error;
    }
  };
  fastify.addHook('onRoute', (route) => {
    if (!route.config?.takesAnyBody) return;
    route.bodyLimit = MAX_SESSMAN_BODY_BYTES;
    addOnRequest(route, (request, reply, done) => {
      request.headers['content-type'] = 'application/json';
      if (isBelow(request, MAX_BODY_BYTES)) done();
      else admitLarge(request, reply).then(() => done(), done);
    });
  });
};

/** Returns whether a body has at most `bytes`, or is absent. The size of a chunked body is not known before it has come. */
const isBelow = ({ headers }: FastifyRequest, bytes: number): boolean =>
  headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) <= bytes;

/** Thrown for a large body whose sender is not known yet. */
export class UnknownSender extends PayloadTooLargeException {
  constructor() {
    super(
      `A body of more than ${MAX_BODY_BYTES / 1024} KB, or one of unknown length, needs a valid key in a header or in the query, or a login`,
    );
  }
}
