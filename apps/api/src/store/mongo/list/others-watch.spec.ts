import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnMongo } from '@dwell/sessions/testing/mongo';
import { after, keyOf, starting, staying, T0 } from '../../testing/session-changes.js';
import type { MongoDatabase } from '../connection/database.js';
import { MongoSessionStore } from '../session-store.js';
import { openTemporaryDatabases } from '../testing/temporary-database.js';

describeOnMongo('A store that watches other processes', (server) => {
  let databases: readonly MongoDatabase[];
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ databases, close } = await openTemporaryDatabases(server, 2));
  });
  afterAll(() => close());

  it('reports the sessions that other processes stored or, on a server without change streams, that all must be read again', async () => {
    const [own, other] = databases.map((database) => new MongoSessionStore(database));
    if (!own || !other) throw new Error('There are two databases');
    const told: string[] = [];
    let reads = 0;
    let goOn = (): void => undefined;
    const stop = own.watchOthers({
      changed: (sessions) => {
        told.push(...sessions.map(({ id, revision }) => `${id} ${revision}`));
        goOn();
      },
      missed: () => {
        reads++;
        goOn();
      },
    });
    const until = async (condition: () => boolean): Promise<void> => {
      while (!condition()) await new Promise<void>((resolve) => (goOn = resolve));
    };
    await until(() => reads > 0);
    const [mine, theirs] = [starting(keyOf('mine'), T0), starting(keyOf('theirs'), T0)];
    await own.commit([mine]);
    await own.commit([staying(after(mine), 'home', T0 + 1)]);
    await other.commit([theirs]);
    const readsBefore = reads;
    await until(() => told.length > 0 || reads > readsBefore);
    stop();
    const hasChangeStreams = server.name === 'wiredtiger';
    expect(told).toEqual(hasChangeStreams ? [`${after(theirs).id} 1`] : []);
    expect(reads).toBe(hasChangeStreams ? readsBefore : readsBefore + 1);
  });
});
