import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { EventEmitter, once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  activeWindowAt,
  applyLiveEvent,
  type LiveChangeAnswer,
  type LiveSessions,
  toSeconds,
} from '@dwell/shared';
import fc from 'fast-check';
import { toSessionAnswer } from '../history/session-answer.js';
import type { RecordingRequest } from '../recording/key-draft.js';
import { Recorder } from '../recording/recorder.js';
import { CommitFeed } from '../store/model/commit-feed.js';
import { keyOf } from '../store/model/session-key.js';
import type { LiveSession } from '../store/ports/session-store.js';
import { ModelSessionStore } from '../store/testing/model-session-store.js';
import { FakeClock } from '../testing/fake-clock.js';
import { Broadcast } from './broadcast.js';
import type { Entry } from './entry.js';
import { LiveFilter, type LiveSelection } from './events.js';
import { Listener } from './listener.js';
import { LiveSource } from './live-source.js';
import type { EntryChange } from './picture.js';
import { MAX_RECENT_CHANGES, RecentChanges } from './recent-changes.js';

const MINUTE = 60_000;
const RULES = { aliveMs: 5 * MINUTE, keepaliveIntervalMs: MINUTE, onInactive: 'restart' } as const;

/**
 * A client that reads its stream at once. It checks that each event has a session only once, and has only news for the
 * client.
 */
class StrictClient {
  readonly sessions: LiveSessions = new Map();
  lastEventId: string | undefined;
  destroyed = false;
  writableLength = 0;
  readonly events: string[] = [];

  write(bytes: Buffer): boolean {
    for (const block of bytes.toString().split('\n\n').filter(Boolean)) {
      const event = /^event: (.*)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      this.lastEventId = /^id: (.*)$/m.exec(block)?.[1] ?? this.lastEventId;
      if (event === undefined || data === undefined) continue;
      this.events.push(event);
      if (event === 'change') this.check(JSON.parse(data) as LiveChangeAnswer);
      applyLiveEvent(this.sessions, event, data);
    }
    return true;
  }

  end(): void {
    this.destroyed = true;
  }

  destroy(): void {
    this.end();
  }

  private check({ changed, pinged, gone }: LiveChangeAnswer): void {
    for (const id of gone) expect(this.sessions.has(id)).toBe(true);
    for (const { _id, last_ping } of pinged) expect(this.sessions.get(_id)?.last_ping).not.toBe(last_ping);
    for (const session of changed) expect(session).not.toEqual(this.sessions.get(session._id));
    const ids = [...gone, ...pinged.map(({ _id }) => _id), ...changed.map(({ _id }) => _id)];
    expect(new Set(ids).size).toBe(ids.length);
  }
}

/** A store, a recorder and a broadcast, as one server process has them. */
class Stage {
  readonly clock = new FakeClock();
  private readonly feed = new CommitFeed();
  private readonly recorder: Recorder;
  private broadcast: Broadcast | undefined;
  private readonly listeners = new Map<StrictClient, { listener: Listener; filter: LiveFilter }>();

  constructor(readonly store = new ModelSessionStore()) {
    this.recorder = new Recorder(store, this.clock, RULES, this.feed);
  }

  async open(): Promise<void> {
    this.broadcast = await Broadcast.begin(
      (onNews) => new LiveSource(this.store, this.feed, this.clock, RULES.aliveMs, onNews),
      this.clock,
    );
  }

  record(username: string, client: string, request: RecordingRequest): Promise<unknown> {
    return this.recorder.record(keyOf(username, client), request);
  }

  join(query: LiveSelection, client = new StrictClient()): StrictClient {
    client.destroyed = false;
    const filter = new LiveFilter(query);
    const listener = new Listener(
      client,
      () => undefined,
      () => undefined,
    );
    this.listeners.set(client, { listener, filter });
    this.broadcast?.join(listener, filter, client.lastEventId);
    return client;
  }

  leave(client: StrictClient): void {
    const joined = this.listeners.get(client);
    if (joined) this.broadcast?.leave(joined.listener, joined.filter.key);
  }

  /** Lets time pass until the clients have got all changes. */
  async settle(): Promise<void> {
    // Two rounds, because the server may begin to read all sessions again in the first.
    for (let times = 0; times < 2; times++) {
      jest.advanceTimersByTime(1_000);
      await nextTurn();
    }
    jest.advanceTimersByTime(1_000);
  }

  close(): void {
    this.broadcast?.close();
  }

  /** Returns the sessions that the list of sessions shows for the same query. */
  async listed({ usernames, notUsernames, view }: LiveSelection) {
    const activeWindow = activeWindowAt(this.clock.now(), RULES.aliveMs);
    const hereNow = view === undefined ? undefined : true;
    const query = { usernames, notUsernames, view, hereNow, active: true, activeWindow } as const;
    const sessions = await this.store.listSessions({ ...query, sort: 'start', order: 'asc', limit: 1_000 });
    expect(await this.store.countActive({ usernames, notUsernames, view }, activeWindow)).toBe(
      sessions.length,
    );
    return sessions.map((session) => toSessionAnswer(session, activeWindow));
  }
}

const shown = ({ _id, id_beaker_session, username, start, last_ping }: Record<string, unknown>) => ({
  _id,
  id_beaker_session,
  username,
  start,
  last_ping,
});

const byId = <T extends { _id?: unknown }>(sessions: Iterable<T>): T[] =>
  [...sessions].sort((a, b) => String(a._id).localeCompare(String(b._id)));

const expectSame = async (stage: Stage, query: LiveSelection, { sessions }: StrictClient): Promise<void> => {
  expect(byId(sessions.values()).map((session) => shown({ ...session }))).toEqual(
    byId(await stage.listed(query)).map((session) => shown({ ...session })),
  );
};

const VIEWS = ['home', 'news', 'mail'];
const QUERIES: readonly LiveSelection[] = [
  {},
  ...VIEWS.map((view) => ({ view })),
  { usernames: ['ann', 'nobody'] },
  { usernames: ['ann', 'ben'], view: 'home' },
  { notUsernames: ['ann'] },
  { notUsernames: ['ben', 'nobody'], view: 'news' },
];

const request: fc.Arbitrary<RecordingRequest> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ kind: 'sessionstart' } as const) },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constantFrom('keepalive', 'keepalive', 'session-hide'),
      visible: fc.constantFrom(true, true, false),
      path: fc.oneof(
        fc.tuple(fc.constantFrom(...VIEWS)),
        fc.tuple(fc.constantFrom(...VIEWS), fc.constantFrom('t', 'u')),
      ),
      pageId: fc.constantFrom(undefined, 'p', 'q', 'r'),
    }),
  },
);

const step = fc.record({
  waitMs: fc.constantFrom(0, 1, 1_000, 30_000, 90_000, 5 * MINUTE - 1, 5 * MINUTE, -20_000, -40_000),
  pings: fc.array(fc.tuple(fc.constantFrom('ann', 'ben', 'cleo'), fc.constantFrom('d', 'e'), request), {
    maxLength: 4,
  }),
  away: fc.integer({ min: 0, max: QUERIES.length }),
});

describe('A live broadcast', () => {
  let stage: Stage;
  beforeEach(() => {
    jest.useFakeTimers({
      doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'],
    });
    stage = new Stage();
  });
  afterEach(() => {
    stage.close();
    jest.useRealTimers();
  });

  it('shows after each batch exactly the sessions that the lists and counts show, whatever the pings and the clock', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        stage.close();
        stage = new Stage();
        await stage.record('ann', 'd', { kind: 'sessionstart' });
        await stage.open();
        const clients = QUERIES.map((query) => [query, stage.join(query)] as const);
        for (const { waitMs, pings, away } of steps) {
          stage.clock.advance(waitMs);
          const gone = clients[away];
          if (gone) stage.leave(gone[1]);
          await Promise.all(pings.map(([username, client, each]) => stage.record(username, client, each)));
          await stage.settle();
          if (gone) stage.join(...gone);
          for (const [query, client] of clients) await expectSame(stage, query, client);
        }
      }),
    );
  });

  it('marks the views on which the session is here now as visible', async () => {
    await stage.record('ann', 'd', { kind: 'sessionstart' });
    await stage.open();
    const client = stage.join({});
    const ping = { kind: 'keepalive', visible: true, path: ['home', 't'], pageId: 'p' } as const;
    await stage.record('ann', 'd', ping);
    await stage.record('ann', 'd', { ...ping, path: ['news'], pageId: 'q', visible: false });
    await stage.settle();
    const since = toSeconds(stage.clock.now());
    expect([...client.sessions.values()].map(({ places }) => places)).toEqual([
      [
        { view: 'home', tab: 't', visible: true, since },
        { view: 'news', tab: null, visible: false, since },
      ],
    ]);
  });

  it('removes a page that has become silent, although another page of the session goes on pinging', async () => {
    await stage.open();
    const client = stage.join({ view: 'home' });
    const ping = { kind: 'keepalive', visible: true, path: ['home'], pageId: 'p' } as const;
    await stage.record('ann', 'd', ping);
    await stage.settle();
    expect(client.sessions.size).toBe(1);
    stage.clock.advance(4 * MINUTE);
    await stage.record('ann', 'd', { ...ping, path: ['news'], pageId: 'q' });
    stage.clock.advance(MINUTE);
    await stage.settle();
    expect(client.sessions.size).toBe(0);
  });

  it('keeps the state of a commit that happens while all sessions are read, although the read finds an older one', async () => {
    const store = new (class SlowStore extends ModelSessionStore {
      private readonly gate = new EventEmitter();
      readonly began = once(this.gate, 'began');

      override async listLive(after: number): Promise<LiveSession[]> {
        const found = await super.listLive(after);
        this.gate.emit('began');
        await once(this.gate, 'go');
        return found;
      }

      goOn(): void {
        this.gate.emit('go');
      }
    })();
    stage = new Stage(store);
    const ping = { kind: 'keepalive', visible: true, path: ['home'], pageId: 'p' } as const;
    await stage.record('ann', 'd', ping);
    const opened = stage.open();
    await store.began;
    await stage.record('ann', 'd', { ...ping, path: ['news'] });
    await stage.record('ben', 'd', ping);
    store.goOn();
    await opened;
    const client = stage.join({});
    expect([...client.sessions.values()].map(({ places: [place] }) => place?.view).sort()).toEqual([
      'home',
      'news',
    ]);
    await expectSame(stage, {}, client);
  });

  it('asks the store once, and builds each event once, whatever the number of listeners', async () => {
    const listLive = jest.spyOn(stage.store, 'listLive');
    await stage.open();
    const buffers = Array.from({ length: 50 }, (_, n) => {
      const client = new StrictClient();
      const write = jest.spyOn(client, 'write');
      stage.join({ view: n % 2 === 0 ? 'home' : 'news' }, client);
      return write;
    });
    await stage.record('ann', 'd', { kind: 'keepalive', visible: true, path: ['home'], pageId: 'p' });
    await stage.record('ann', 'd', { kind: 'keepalive', visible: true, path: ['news'], pageId: 'q' });
    await stage.settle();
    expect(listLive).toHaveBeenCalledTimes(1);
    const written = buffers
      .flatMap((write) => write.mock.calls.map(([buffer]) => buffer))
      .filter((buffer) => !buffer.includes('heartbeat'));
    // Each client gets three buffers: the retry time, a snapshot and a change. All clients share the first buffer; the
    // clients of one view share the other two.
    expect(written).toHaveLength(50 * 3);
    expect(new Set(written).size).toBe(1 + 2 * 2);
  });

  it('reads all sessions again when a commit fails, because it may be stored nevertheless', async () => {
    const store = new (class CutStore extends ModelSessionStore {
      isCut = false;

      override async commit(...args: Parameters<ModelSessionStore['commit']>) {
        const conflicts = await super.commit(...args);
        if (this.isCut) throw new Error('The connection was cut before the answer came');
        return conflicts;
      }
    })();
    stage = new Stage(store);
    await stage.open();
    const client = stage.join({});
    store.isCut = true;
    await expect(stage.record('ann', 'd', { kind: 'sessionstart' })).rejects.toThrow('cut');
    await stage.settle();
    expect(client.sessions.size).toBe(1);
  });
});

describe('The recent changes', () => {
  const change = (id: string, before?: number, after?: number): EntryChange => {
    const entry = (lastPing: number | undefined): Entry | undefined =>
      lastPing === undefined ? undefined : { id, username: id, views: [], json: '{}', lastPing };
    return { id, before: entry(before), after: entry(after) };
  };

  it('are joined into one change for each session', () => {
    const recent = new RecentChanges();
    recent.add([change('a', undefined, 1)]);
    recent.add([change('a', 1, 2), change('b', 1, 2)]);
    recent.add([change('b', 2)]);
    expect(recent.since(0)).toEqual([change('a', undefined, 2), change('b', 1)]);
    expect(recent.since(1)).toEqual([change('a', 1, 2), change('b', 1)]);
    expect(recent.since(3)).toEqual([]);
  });

  it('are forgotten, oldest first, when there are too many', () => {
    const recent = new RecentChanges();
    const half = Array.from({ length: MAX_RECENT_CHANGES / 2 }, (_, n) => change(String(n), 1, 2));
    recent.add(half);
    recent.add(half);
    expect([0, 1, 2, 3].map((number) => recent.has(number))).toEqual([true, true, true, false]);
    recent.add([change('a', 1, 2)]);
    expect([0, 1, 2, 3].map((number) => recent.has(number))).toEqual([false, true, true, true]);
  });
});

describe('The feed of commits', () => {
  it('does not even look at what was committed while nobody listens', () => {
    const feed = new CommitFeed();
    const changes = new Proxy([], {
      get: () => {
        throw new Error('Somebody looks');
      },
    });
    feed.committed(changes, new Set());
    const stop = feed.listen({ committed: () => undefined, failed: () => undefined });
    expect(() => {
      feed.committed(changes, new Set());
    }).toThrow('Somebody looks');
    stop();
    feed.committed(changes, new Set());
  });
});
