import { PayloadTooLargeException } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MAX_BODY_BYTES } from '@dwell/shared';
import type { ArrivalLimits } from '../http/body-arrival.js';
import { bodySizeOf } from '../http/body-size.js';
import type { ErrorShape } from '../http/error-filter.js';
import { isLarge, LargeBodies } from '../http/large-bodies.js';
import { addOnRequest, AddRouteConfig } from '../http/route-config.js';
import type { Counters } from '../platform/counters.js';

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

/** Marks a route that parses its body as JSON whatever the content type says, and that takes a large body. */
export const TakesAnyBody = (): MethodDecorator => AddRouteConfig({ takesAnyBody: true });

export interface KnownCaller {
  /** The name under which the slots that the caller takes are counted; undefined if SESSMAN_AUTH is "open". */
  readonly name: string | undefined;
}

/** Tells who may send a large body. */
export interface LargeBodyGuard {
  /**
   * Finds the caller by the headers and the query, and counts the request. Resolves to undefined if only the body can
   * tell who calls. Rejects with an HttpException if the caller may not call, or is unknown and the body is large.
   * @param size the bytes of the body; undefined if they are not known yet
   */
  admitEarly(request: FastifyRequest, size: number | undefined): Promise<KnownCaller | undefined>;
  /** Calls `done` with the error for a large body of somebody whom headers and query do not identify. */
  refuseUnknown(request: FastifyRequest, done: (error: Error) => void): void;
}

/**
 * Makes `fastify` obey {@link TakesAnyBody}. Such a route can't rely on the content type to keep out pages of foreign
 * origins, so it must do this by other means. A large body is read only if `guard` knows the caller without the body.
 */
export const takeAnyBody = (fastify: FastifyInstance, guard: LargeBodyGuard, counters: Counters): void => {
  const bodies = new LargeBodies();

  const admit = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const size = bodySizeOf(request);
    const caller = await guard.admitEarly(request, size);
    if (isLarge(size) || (size === undefined && caller)) {
      await bodies.take(reply, caller?.name);
    } else if (size === undefined) {
      const onTooLong: ArrivalLimits['onTooLong'] = (done) => {
        guard.refuseUnknown(request, done);
      };
      bodies.limit(request, { maxBytes: MAX_BODY_BYTES, onTooLong });
    }
  };
  fastify.addHook('onRoute', (route) => {
    if (!route.config?.takesAnyBody) return;
    route.bodyLimit = MAX_SESSMAN_BODY_BYTES;
    addOnRequest(route, (request, reply, done) => {
      request.headers['content-type'] = 'application/json';
      admit(request, reply).then(
        () => done(),
        (error: Error) => {
          if (isLarge(bodySizeOf(request))) counters.add('large_bodies_refused');
          done(error);
        },
      );
    });
    bodies.applyTo(route);
  });
};

/** Thrown for a large body whose sender is not known yet. */
export class UnknownSender extends PayloadTooLargeException {
  constructor() {
    super(
      `A body of more than ${MAX_BODY_BYTES / 1024} KB needs a valid key in a header or in the query, or a login`,
    );
  }
}
