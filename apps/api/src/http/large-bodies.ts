import type { Readable } from 'node:stream';
import { MAX_BODY_BYTES } from '@dwell/shared';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { Counters } from '../platform/counters.js';
import { Slots } from '../platform/slots.js';
import { type ArrivalLimits, limitArrival } from './body-arrival.js';
import { bodySizeOf } from './body-size.js';
import { takeSlot } from './busy.js';
import { addOnRequest, AddRouteConfig } from './route-config.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** See {@link TakesLargeBody}. */
    maxBodyBytes?: number;
    /** See {@link TakesLargeBodyInTurn}. */
    inTurn?: boolean;
  }
}

/** How many large bodies of one kind of calls are read and handled at once, and how many may wait for that. */
export const MAX_LARGE_BODIES = 16;
export const MAX_WAITING_LARGE_BODIES = 128;

/** How long a large body may take to arrive, in milliseconds. The body holds one of the slots meanwhile. */
const LARGE_BODY_ARRIVAL_MS = 15_000;

/** Returns whether a body of that many bytes is large; false if its size is not known yet. */
export const isLarge = (size: number | undefined): boolean => size !== undefined && size > MAX_BODY_BYTES;

/**
 * Limits the large bodies of one kind of calls: how many are read at once, how large they are, and how long they take.
 * Session data and relayed pings each have an instance, and so slots of their own.
 */
export class LargeBodies {
  private readonly slots = new Slots(MAX_LARGE_BODIES, MAX_WAITING_LARGE_BODIES);
  private readonly limits = new WeakMap<FastifyRequest, ArrivalLimits>();

  /** Waits for a slot, and limits how long the body may take to arrive. Rejects like {@link takeSlot}. */
  async take(reply: FastifyReply, caller: string | undefined): Promise<void> {
    await takeSlot(this.slots, reply, 'large bodies', caller);
    this.limit(reply.request, { maxMs: LARGE_BODY_ARRIVAL_MS });
  }

  /** Sets how large the body of a request may be, and how long it may take. Must be called before the body is read. */
  limit(request: FastifyRequest, limits: ArrivalLimits): void {
    this.limits.set(request, limits);
  }

  /** Applies the limits to the bodies of a route. */
  applyTo(route: RouteOptions): void {
    route.preParsing = (request, _reply, payload, done) => {
      const limits = this.limits.get(request);
      done(null, limits ? limitArrival(payload as Readable, limits) : payload);
    };
  }
}

/**
 * Marks a route whose body may have up to this many bytes, more than those of other routes. It is for routes that need
 * an admin, whose role is checked before the body is read.
 */
export const TakesLargeBody = (maxBodyBytes: number): MethodDecorator => AddRouteConfig({ maxBodyBytes });

/**
 * Marks a route that needs no admin and whose body may have up to this many bytes, more than those of other routes.
 * Only a few large bodies are read at once, and one caller or one address may take only a share of these places.
 */
export const TakesLargeBodyInTurn = (maxBodyBytes: number): MethodDecorator =>
  AddRouteConfig({ maxBodyBytes, inTurn: true });

/** Makes `fastify` obey {@link TakesLargeBody}. Must be called before the routes are added. */
export const takeLargeBodies = (fastify: FastifyInstance): void => {
  fastify.addHook('onRoute', (route) => {
    const { maxBodyBytes } = route.config ?? {};
    if (maxBodyBytes !== undefined) route.bodyLimit = maxBodyBytes;
  });
};

/**
 * Makes `fastify` obey {@link TakesLargeBodyInTurn}. Must be called before the routes are added, and after
 * `guardRoutes`, whose hook finds the caller.
 * @param nameOf returns the name of a request's caller, under which the caller's large bodies are counted
 */
export const takeLargeBodiesInTurn = (
  fastify: FastifyInstance,
  nameOf: (request: FastifyRequest) => string | undefined,
  counters: Counters,
): void => {
  const bodies = new LargeBodies();
  fastify.addHook('onRoute', (route) => {
    if (!route.config?.inTurn) return;
    addOnRequest(route, (request, reply, done) => {
      const size = bodySizeOf(request);
      if (size !== undefined && !isLarge(size)) {
        done();
        return;
      }
      bodies.take(reply, nameOf(request)).then(
        () => done(),
        (error: Error) => {
          counters.add('large_bodies_refused');
          done(error);
        },
      );
    });
    bodies.applyTo(route);
  });
};
