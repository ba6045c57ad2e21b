import type { OutgoingHttpHeaders } from 'node:http';
import { HttpException, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { LiveQuery } from '@dwell/shared';
import type { FastifyReply } from 'fastify';
import { type Caller, publicName } from '../auth/guard/caller.js';
import { CallerGuard } from '../auth/guard/caller.guard.js';
import { takeSlot } from '../http/busy.js';
import { GroupMembers } from '../http/group-members.js';
import { Clock } from '../platform/clock.js';
import { Counters } from '../platform/counters.js';
import { Settings } from '../platform/settings/settings.js';
import { Slots } from '../platform/slots.js';
import { CommitFeed } from '../store/model/commit-feed.js';
import { StoreUnavailableError } from '../store/ports/errors.js';
import { SessionStore } from '../store/ports/session-store.js';
import { Broadcast } from './broadcast.js';
import { LiveFilter } from './events.js';
import { Listener } from './listener.js';
import { LiveSource } from './live-source.js';

/** The role that the live stream requires. */
export const LIVE_ROLE = 'analyst';

/** The headers of a live stream, besides those of every answer. */
export const LIVE_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // nginx would collect the events before it passes them on.
  'x-accel-buffering': 'no',
};

/**
 * How long the picture is kept without listeners, in milliseconds, so that a listener that comes back still gets what
 * it has missed.
 */
const LINGER_MS = 30_000;

/**
 * Returns whether the client is gone. This is a function, because TypeScript assumes that a field that was false stays
 * so.
 */
const hasLeft = ({ raw }: FastifyReply): boolean => raw.destroyed;

/**
 * Opens live streams. All streams of this process share one broadcast. It begins with the first stream, and ends
 * LINGER_MS after the last one. Without a broadcast, recording does no work for live streams.
 */
@Injectable()
export class LiveService implements OnModuleDestroy {
  private readonly slots: Slots;
  private broadcast: Promise<Broadcast> | undefined;
  private streams = 0;
  private linger: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly store: SessionStore,
    private readonly feed: CommitFeed,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly counters: Counters,
    private readonly guard: CallerGuard,
    private readonly groups: GroupMembers,
  ) {
    this.slots = new Slots(settings.limits.liveStreams || Infinity, 0);
  }

  /**
   * Answers a request with a stream that goes on until the client or the server ends it. Rejects, before anything is
   * sent, with Busy if there are too many streams, with InvalidFields if a group does not exist or the groups have too
   * many people, and with a StoreUnavailableError if the store does not answer or the server is shutting down.
   */
  async stream(query: LiveQuery, caller: Caller, reply: FastifyReply): Promise<void> {
    await takeSlot(this.slots, reply, 'live streams', publicName(caller), () => {
      this.counters.add('live_refused');
    });
    const people = await this.groups.select(query);
    if (this.closed) throw new StoreUnavailableError('The server is shutting down');
    const { raw, request } = reply;
    // The client has left while the groups were read. Then `close` comes no more.
    if (hasLeft(reply)) return;
    const filter = new LiveFilter({ ...people, view: query.view });
    clearTimeout(this.linger);
    this.streams++;
    raw.once('close', () => {
      if (--this.streams === 0) this.closeLater();
    });
    const broadcast = await this.begin();
    if (hasLeft(reply)) return;
    // Only the key is kept for the end of the stream: listeners with equal filters share one filter, which may have
    // many usernames.
    const { key } = filter;
    const listener = new Listener(
      raw,
      () => {
        this.counters.add('slow_live_listeners_ended');
      },
      () => {
        this.guard.readmit(request, LIVE_ROLE, (error) => {
          // Another error means that the store does not answer. Then nobody can tell whether the caller still has the
          // right, and the stream goes on.
          if (error instanceof HttpException) listener.end();
        });
      },
    );
    raw.once('close', () => {
      broadcast.leave(listener, key);
    });
    reply.hijack();
    raw.writeHead(200, { ...(reply.getHeaders() as OutgoingHttpHeaders), ...LIVE_HEADERS });
    broadcast.join(listener, filter, request.headers['last-event-id'] as string | undefined);
  }

  async onModuleDestroy(): Promise<void> {
    this.closed = true;
    await this.close();
  }

  private begin(): Promise<Broadcast> {
    const { store, feed, clock, settings } = this;
    this.broadcast ??= Broadcast.begin(
      (onNews) => new LiveSource(store, feed, clock, settings.aliveMs, onNews),
      clock,
    ).catch((error: unknown) => {
      this.broadcast = undefined;
      throw error;
    });
    return this.broadcast;
  }

  private closeLater(): void {
    this.linger = setTimeout(() => {
      void this.close();
    }, LINGER_MS).unref();
  }

  private async close(): Promise<void> {
    clearTimeout(this.linger);
    const { broadcast } = this;
    this.broadcast = undefined;
    const open = await broadcast?.catch(() => undefined);
    open?.close();
  }
}
