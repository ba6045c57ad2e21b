import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StoreUnavailableError } from '../../ports/errors.js';
import type { LiveSession, SessionWatcher } from '../../ports/session-store.js';
import { toLiveSession } from '../../model/live-session.js';
import { describeAccountStore } from '../../testing/account-store.conformance.js';
import { after, keyOf, starting, staying, T0 } from '../../testing/session-changes.js';
import { describeSessionStore } from '../../testing/session-store.conformance.js';
import { openSharedDatabases } from '../testing/shared-databases.js';

// One: the stores are the same as in session-store.spec.ts, and only the way to the writer differs.
const HISTORIES = 1;

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

/** Keeps what it is informed about. */
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

  it('inform a watcher of one about the commits of the other only, and no longer once it has stopped', async () => {
    const [own, other] = shared.databases.map(({ sessions }) => sessions);
    if (!own || !other) throw new Error('There are two databases');
    const watched = new Watched();
    const stop = own.watchOthers(watched);
    // Sessions of earlier commits have to be read.
    await watched.until(() => watched.reads === 1);
    const [mine, theirs] = [starting(keyOf('mine'), T0), starting(keyOf('theirs'), T0)];
    await own.commit([mine]);
    await other.commit([theirs]);
    // The first of these is left out, because it is stored already.
    const second = starting(keyOf('second'), T0);
    expect((await other.commit([theirs, second])).size).toBe(1);
    await watched.until(() => watched.told.length > 1);
    expect(watched.told).toEqual([theirs, second].map((change) => toLiveSession(after(change))));
    stop();
    await other.commit([staying(after(second), 'home', T0 + 2)]);
    await other.ping();
    expect(watched.told).toHaveLength(2);
    expect(watched.reads).toBe(1);
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
