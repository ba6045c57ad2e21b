import { isDeepStrictEqual } from 'node:util';
import { setTimeout as wait } from 'node:timers/promises';
import type { SessionAnswer } from '@dwell/shared';
import type { DwellServer } from '@dwell/programs';
import { LiveListener } from './live-listener.js';
import { VIEWS } from './wanderers.js';

/** How many listeners connect at a time. */
const CONNECT_TOGETHER = 50;
/** One in RESTLESS listeners leaves and comes back, again and again. */
const RESTLESS = 10;
const STAY_MS = 5_000;

/** Many listeners: half of them follow all active sessions, each other one those that are visible on one view. */
export class Audience {
  private readonly restless: LiveListener[];
  private readonly gone = new AbortController();
  private readonly moving: Promise<void>;

  private constructor(
    private readonly server: DwellServer,
    private readonly listeners: readonly LiveListener[],
  ) {
    this.restless = listeners.filter((_, n) => n % RESTLESS === 0);
    this.moving = this.move();
  }

  /** Resolves when all listeners have their first event. */
  static async gather(server: DwellServer, count: number): Promise<Audience> {
    const listeners = Array.from(
      { length: count },
      (_, n) => new LiveListener(server, n % 2 === 0 ? undefined : VIEWS[((n - 1) / 2) % VIEWS.length]),
    );
    for (let from = 0; from < count; from += CONNECT_TOGETHER) {
      await Promise.all(listeners.slice(from, from + CONNECT_TOGETHER).map((each) => each.connect()));
    }
    return new Audience(server, listeners);
  }

  counts(): { events: number; megabytes: number; returns: number } {
    const sum = (of: (listener: LiveListener) => number): number =>
      this.listeners.reduce((total, listener) => total + of(listener), 0);
    return {
      events: sum(({ events }) => events),
      megabytes: sum(({ bytes }) => bytes) / 1_000_000,
      returns: sum(({ connections }) => connections - 1),
    };
  }

  /** Resolves to one line for each listener that, after `maxLagMs`, still does not show what the list shows. */
  async differences(maxLagMs: number): Promise<string[]> {
    this.gone.abort();
    await this.moving;
    const lists = new Map<string | undefined, unknown[]>();
    for (const view of [undefined, ...VIEWS]) {
      const query = view === undefined ? '?active=true' : `?here_now=true&view=${encodeURIComponent(view)}`;
      lists.set(view, comparable(await this.server.listSessions(query)));
    }
    const until = performance.now() + maxLagMs;
    for (;;) {
      const wrong = this.listeners.filter(
        ({ sessions, view }) => !isDeepStrictEqual(comparable(sessions.values()), lists.get(view)),
      );
      if (wrong.length === 0 || performance.now() > until) {
        return wrong.map(
          ({ sessions, view }) =>
            `A listener of ${view ?? 'all views'} shows ${sessions.size} sessions, the list ${lists.get(view)?.length}`,
        );
      }
      await wait(200);
    }
  }

  async leave(): Promise<void> {
    this.gone.abort();
    await this.moving;
    for (const listener of this.listeners) listener.leave();
  }

  /** Lets the restless listeners leave and come back, one after the other. */
  private async move(): Promise<void> {
    const { signal } = this.gone;
    const pauseMs = STAY_MS / Math.max(1, this.restless.length);
    while (!signal.aborted) {
      for (const listener of this.restless) {
        await wait(pauseMs, undefined, { signal }).catch(() => undefined);
        await listener.comeBack(signal);
      }
    }
  }
}

type Compared = Pick<SessionAnswer, '_id' | 'id_beaker_session' | 'username' | 'start' | 'last_ping'>;

const comparable = (sessions: Iterable<Compared>): Compared[] =>
  Array.from(sessions, ({ _id, id_beaker_session, username, start, last_ping }) => ({
    _id,
    id_beaker_session,
    username,
    start,
    last_ping,
  })).sort((a, b) => (a._id < b._id ? -1 : 1));
