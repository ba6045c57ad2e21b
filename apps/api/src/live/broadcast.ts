import { randomBytes } from 'node:crypto';
import type { Clock } from '../platform/clock.js';
import { Channel, type Moment } from './channel.js';
import { heartbeatEvent, type LiveFilter, RETRY } from './events.js';
import type { Listener } from './listener.js';
import type { LiveSource } from './live-source.js';
import type { EntryChange } from './picture.js';
import { RecentChanges } from './recent-changes.js';

/**
 * The shortest time from one batch of changes to the next, in milliseconds, unless a tick sends the next one earlier.
 * Changes within that time go out together.
 */
const CHANGE_INTERVAL_MS = 1_000;

/** The time between two checks for sessions that have been silent for too long, in milliseconds. */
const TICK_MS = 1_000;

/** After how many ticks a listener gets the next heartbeat. Its caller's rights are checked again at the same time. */
const HEARTBEAT_TICKS = 15;

/** How long events are sent before other work of this thread gets its turn, in milliseconds. */
const TURN_MS = 2;

/**
 * Sends a snapshot of the active sessions to each listener, and then the changes. All listeners share one picture of
 * the sessions.
 */
export class Broadcast {
  /**
   * A random name, new for each broadcast, with which the ids of its events begin. A client that comes back with an id
   * of an earlier broadcast gets a snapshot.
   */
  private readonly name = randomBytes(6).toString('hex');
  private readonly recent = new RecentChanges();
  private readonly channels = new Map<string, Channel>();
  private readonly source: LiveSource;
  /** The time of the latest batch of changes, or before the first batch, of the broadcast's beginning. Epoch ms. */
  private time: number;
  private joined = 0;
  private ticks = 0;
  private ticker: NodeJS.Timeout | undefined;
  private update: NodeJS.Timeout | undefined;
  private updatedAt = -Infinity;
  /** Sends those events of the latest batch that are still to be sent; undefined if all are sent. */
  private sending: Generator<void> | undefined;

  /** @param open creates the source, which calls the function `onNews` when it has changes */
  private constructor(
    open: (onNews: () => void) => LiveSource,
    private readonly clock: Clock,
  ) {
    this.time = clock.now();
    this.source = open(() => {
      this.scheduleUpdate();
    });
  }

  /** Resolves when all active sessions have been read. Rejects with the store's error if they can't be read. */
  static async begin(open: (onNews: () => void) => LiveSource, clock: Clock): Promise<Broadcast> {
    const broadcast = new Broadcast(open, clock);
    try {
      await broadcast.source.read();
    } catch (error) {
      broadcast.close();
      throw error;
    }
    broadcast.source.update(true);
    broadcast.ticker = setInterval(() => {
      broadcast.tick();
    }, TICK_MS).unref();
    return broadcast;
  }

  /**
   * Sends a snapshot to the listener, and the changes from then on. A listener that comes back with the id of its
   * latest event gets only the changes that it has missed, if these are still known.
   */
  join(listener: Listener, filter: LiveFilter, lastEventId: string | undefined): void {
    const channel = this.channels.get(filter.key) ?? new Channel(filter);
    this.channels.set(filter.key, channel);
    const moment = this.moment();
    const from = lastEventId === undefined ? undefined : channel.batchOf(lastEventId, this.name);
    if (from !== undefined && this.recent.has(from)) {
      const missed = channel.missed(from, () => this.recent.since(from), moment);
      listener.begin(RETRY, missed ?? heartbeatEvent(this.time));
    } else {
      listener.begin(
        RETRY,
        channel.snapshot(() => this.source.entries(), moment),
      );
    }
    listener.batch = moment.number;
    listener.turn = this.joined++ % HEARTBEAT_TICKS;
    channel.listeners.add(listener);
  }

  /** @param key the key of the filter with which the listener joined */
  leave(listener: Listener, key: string): void {
    const channel = this.channels.get(key);
    channel?.listeners.delete(listener);
    if (channel?.listeners.size === 0) this.channels.delete(key);
  }

  /** Ends the live streams of all listeners. */
  close(): void {
    clearInterval(this.ticker);
    clearTimeout(this.update);
    this.sending = undefined;
    this.source.close();
    for (const { listeners } of this.channels.values()) for (const listener of listeners) listener.end();
  }

  /** Removes sessions that have been silent for too long, and sends a heartbeat to the listeners whose turn it is. */
  tick(): void {
    this.sendChanges(true);
    // Reads again, for example after a failed read. An error is ignored here: other requests fail too, and report it.
    if (this.source.shouldRead) this.source.read().catch(() => undefined);
    const turn = this.ticks++ % HEARTBEAT_TICKS;
    const heartbeat = heartbeatEvent(this.clock.now());
    for (const { listeners } of this.channels.values()) {
      for (const listener of listeners) if (listener.turn === turn) listener.beat(heartbeat);
    }
  }

  private moment(): Moment {
    return { broadcast: this.name, number: this.recent.number, time: this.time };
  }

  private scheduleUpdate(): void {
    const waitMs = Math.max(0, this.updatedAt + CHANGE_INTERVAL_MS - performance.now());
    this.update ??= setTimeout(() => {
      this.sendChanges(false);
    }, waitMs).unref();
  }

  /**
   * Sends what has changed since the last batch. If the last batch is still being sent, leaves the new changes to the
   * next tick. For `letTimePass`, see {@link LiveSource.update}.
   */
  private sendChanges(letTimePass: boolean): void {
    clearTimeout(this.update);
    this.update = undefined;
    if (this.sending) return;
    this.updatedAt = performance.now();
    const changes = this.source.update(letTimePass);
    if (changes.length === 0) return;
    this.recent.add(changes);
    this.time = this.clock.now();
    this.sending = this.eventsOf(changes);
    this.sendOn();
  }

  /** Builds and sends the events. Each step builds one event, or sends one to one listener. */
  private *eventsOf(changes: readonly EntryChange[]): Generator<void> {
    const moment = this.moment();
    for (const channel of this.channels.values()) {
      const event = channel.changes(changes, moment);
      yield;
      if (!event) continue;
      for (const listener of channel.listeners) {
        // A listener that came meanwhile has these changes already.
        if (listener.batch >= moment.number) continue;
        listener.batch = moment.number;
        listener.send(event);
        yield;
      }
    }
  }

  private sendOn(): void {
    const until = performance.now() + TURN_MS;
    while (this.sending && performance.now() < until) {
      if (this.sending.next().done) this.sending = undefined;
    }
    if (this.sending) {
      setImmediate(() => {
        this.sendOn();
      });
    }
  }
}
