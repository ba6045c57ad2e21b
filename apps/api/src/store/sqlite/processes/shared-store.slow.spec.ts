import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StoreUnavailableError } from '../../ports/errors.js';
import type { LiveSession, SessionWatcher } from '../../ports/session-store.js';
import { toLiveSession } from '../../model/live-session.js';
import { Recorder } from '../../../recording/recorder.js';
import { FakeClock } from '../../../testing/fake-clock.js';
import { describeAccountStore } from '../../testing/account-store.conformance.js';
import { after, keyOf, starting, staying, T0 } from '../../testing/session-changes.js';
import { describeSessionStore } from '../../testing/session-store.conformance.js';
import { openSharedDatabases } from '../testing/shared-databases.js';

// One: the stores are the same as in session-store.spec.ts, and only the way to the writer differs.
const HISTORIES = 1;

const RULES = { aliveMs: 300_000, keepaliveIntervalMs: 60_000, onInactive: 'reject' } as const;

describeSessionStore(
  'SQLite through the writer of another process',
  async () => {
    const { databases, close } = await openSharedDatabases();
    return { store: databases[0].sessions, another: databases[1].sessions, close };
  },
  HISTORIES,
);

describeAccountStore('SQLite through the writer of another process', async () => {
  const { databases, close } = await openSharedDatabases();
  return { store: databases[0].accounts, another: databases[1].accounts, close };
});

/** Keeps the sessions that it is informed about, and counts the calls of `missed`. */
class Watched implements SessionWatcher {
  readonly told: LiveSession[] = [];
  reads = 0;
  private goOn = (): void => undefined;

  changed(sessions: readonly LiveSession[]): void {
    this.told.push(...sessions);
    this.goOn();
  }

  missed(): void {
    this.reads++;
    this.goOn();
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => (this.goOn = resolve));
  }
}

describe('Two processes that share the writer of a SQLite file', () => {
  let shared: Awaited<ReturnType<typeof openSharedDatabases>>;
  beforeAll(async () => {
    shared = await openSharedDatabases();
  });
  afterAll(() => shared.close());

  it('inform watchers about what the recorder of the file commits, and no longer once they have stopped', async () => {
    const { databases, writer } = shared;
    const clock = new FakeClock(T0);
    const recorder = new Recorder(writer.sessions, clock, RULES, writer.feed);
    const [watched, other] = [new Watched(), new Watched()];
    const stop = databases[0].sessions.watchOthers(watched);
    databases[1].sessions.watchOthers(other);
    // Sessions of earlier commits have to be read.
    await watched.until(() => watched.reads === 1);
    await other.until(() => other.reads === 1);
    const key = keyOf('ann');
    await recorder.record(key, { kind: 'sessionstart' });
    await watched.until(() => watched.told.length === 1);
    const [stored] = await databases[1].sessions.loadLatest([key]);
    expect(watched.told).toEqual([stored && toLiveSession(stored)]);
    stop();
    clock.advance(1_000);
    await recorder.record(key, { kind: 'keepalive', visible: true, path: ['home'] });
    await other.until(() => other.told.length === 2);
    await databases[0].sessions.ping();
    expect(watched.told).toHaveLength(1);
  });

  it('get a StoreUnavailableError for writes once the writer has closed the file, and can still read', async () => {
    const { databases, writer, close } = await openSharedDatabases();
    const [{ sessions }] = databases;
    const started = starting(keyOf('ann'), T0);
    await sessions.commit([started]);
    await writer.close();
    await expect(sessions.commit([staying(after(started), 'home', T0 + 1)])).rejects.toThrow(
      new StoreUnavailableError('The database is closed'),
    );
    expect(await sessions.findSession(after(started).id)).toMatchObject({ state: { lastPing: T0 } });
    await close();
  });
});
