import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Path, pathKey, pathOf, SLOT_MS } from '@dwell/shared';
import { describeOnMongo } from '@dwell/sessions/testing/mongo';
import fc from 'fast-check';
import { KeyDraft, type RecordingRequest } from '../../recording/key-draft.js';
import { Recorder } from '../../recording/recorder.js';
import { keyOf } from '../model/session-key.js';
import { FakeClock } from '../../testing/fake-clock.js';
import type { SessionChange, SessionKey } from '../ports/session-store.js';
import { T0 } from '../testing/session-changes.js';
import type { MongoDatabase } from './connection/database.js';
import { MongoSessionStore } from './session-store.js';
import { openTemporaryDatabases } from './testing/temporary-database.js';

const MINUTE = 60_000;
const RULES = { aliveMs: 5 * MINUTE, keepaliveIntervalMs: MINUTE, onInactive: 'restart' } as const;
const PROCESSES = 3;

interface Counted {
  readonly request: RecordingRequest;
  readonly arrivedAt: number;
}

/** A commit that was stored: the revision that it changed, and its requests in order. */
interface Landed {
  readonly revision: number;
  readonly counted: Counted[];
}

/** A store that lists the commits that it stored. */
class NotingStore extends MongoSessionStore {
  readonly landed: Landed[] = [];

  override async commit(changes: readonly SessionChange[]): Promise<ReadonlySet<string>> {
    const conflicts = await super.commit(changes);
    for (const { key, writes } of changes) {
      const last = writes.at(-1);
      if (last && !conflicts.has(key.hash))
        this.landed.push({ revision: last.session.revision, counted: [] });
    }
    return conflicts;
  }
}

/** Acts as one API process, with a connection, a store and a recorder of its own. */
class Process {
  readonly store: NotingStore;
  private readonly recorder: Recorder;

  constructor(
    database: MongoDatabase,
    private readonly clock: FakeClock,
  ) {
    this.store = new NotingStore(database);
    this.recorder = new Recorder(this.store, clock, RULES);
  }

  async record(key: SessionKey, request: RecordingRequest): Promise<void> {
    const arrivedAt = this.clock.now();
    await this.recorder.record(key, request);
    // The recorder answers a session's requests before the session's next commit begins. So the last stored commit is
    // the one with this request.
    this.store.landed.at(-1)?.counted.push({ request, arrivedAt });
  }
}

const path: fc.Arbitrary<Path> = fc.oneof(
  fc.tuple(fc.constantFrom('home', 'news', '$a.b')),
  fc.tuple(fc.constantFrom('home', 'news'), fc.constantFrom('t', 'u')),
);

const request: fc.Arbitrary<RecordingRequest> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ kind: 'sessionstart' } as const) },
  {
    weight: 12,
    arbitrary: fc.record(
      {
        kind: fc.constantFrom('keepalive', 'keepalive', 'session-hide'),
        visible: fc.constantFrom(true, true, false),
        path,
        pageId: fc.constantFrom('p', 'q', 'r'),
        elapsedMs: fc.nat({ max: 2 * MINUTE }),
      },
      { requiredKeys: ['kind', 'visible', 'path'] },
    ),
  },
);

describeOnMongo('Several processes', (server) => {
  let databases: readonly MongoDatabase[];
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ databases, close } = await openTemporaryDatabases(server, PROCESSES));
  });
  afterAll(() => close());

  it('that share a user store the same session as one process that gets the pings in the order of the revisions', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(fc.record({ request, afterMs: fc.nat({ max: 3_000 }) }), { minLength: 1, maxLength: 12 }),
          {
            minLength: 3,
            maxLength: 12,
          },
        ),
        async (clients) => {
          const key = keyOf(`user ${++run}`, 'shared');
          const clock = new FakeClock(T0);
          const processes = databases.map((database) => new Process(database, clock));
          await processes[0]?.record(key, { kind: 'sessionstart' });
          await Promise.all(
            clients.map(async (requests, client) => {
              for (const [index, { request, afterMs }] of requests.entries()) {
                clock.advance(afterMs);
                // Each client sends every request to the next process.
                await processes[(client + index) % PROCESSES]?.record(key, request);
              }
            }),
          );

          const inOrder = processes
            .flatMap(({ store }) => store.landed)
            .sort((a, b) => a.revision - b.revision);
          expect(inOrder.map(({ revision }) => revision)).toEqual(inOrder.map((_, index) => index));
          const replayed = new KeyDraft(key, undefined, RULES);
          for (const { counted } of inOrder) {
            for (const { request, arrivedAt } of counted) replayed.record(request, arrivedAt);
          }
          const [write] = replayed.change()?.writes ?? [];
          const stored = (await processes[0]?.store.loadLatest([key]))?.[0];
          expect({ ...stored, revision: 0 }).toEqual({ ...write?.session, revision: 0 });

          const window = { from: T0 - SLOT_MS, to: T0 + 1_000 * SLOT_MS };
          const totals = await processes[1]?.store.viewTotals(window, { usernames: [key.username] });
          const rolledUp = new Map<string, number>();
          for (const { path, ms } of write?.rollups ?? []) {
            rolledUp.set(pathKey(path), (rolledUp.get(pathKey(path)) ?? 0) + ms);
          }
          expect(new Map(totals?.map((total) => [pathKey(pathOf(total)), total.ms]))).toEqual(rolledUp);
          const summed = [...(stored?.totals.values() ?? [])].reduce((sum, { ms }) => sum + ms, 0);
          expect(summed).toBe(stored?.state.visibleMs);
        },
      ),
      { numRuns: 15 },
    );
  });
});
