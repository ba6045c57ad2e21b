import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeOnMongo } from '@dwell/sessions/testing/mongo';
import { ODD_STRINGS } from '../../testing/legal-strings.js';
import { keyOf, starting, T0 } from '../../testing/session-changes.js';
import type { MongoDatabase } from '../connection/database.js';
import { MongoSessionStore } from '../session-store.js';
import { openTemporaryDatabases } from '../testing/temporary-database.js';
import { PersonWriter } from './person-writer.js';

describeOnMongo('PersonWriter', (server) => {
  describe('in a database with sessions of an older version, which stored no people', () => {
    const names = [...ODD_STRINGS, ...Array.from({ length: 1_100 }, (_, n) => `User ${n}`)];
    let databases: readonly MongoDatabase[];
    let database: MongoDatabase;
    let close: () => Promise<void>;
    beforeEach(async () => {
      ({ databases, close } = await openTemporaryDatabases(server, 2));
      const [first] = databases;
      if (!first) throw new Error('Two were opened');
      database = first;
      const store = new MongoSessionStore(database);
      await store.commit(names.map((name) => starting(keyOf(name), T0)));
      await store.commit([starting(keyOf('User 7', 'phone'), T0)]);
      await database.people.deleteMany({});
    });
    afterEach(() => close());

    const stored = async (): Promise<string[]> =>
      (await database.people.find().toArray()).map(({ _id }) => _id).toSorted();

    it('stores the user of each session once, also when two processes start at the same time', async () => {
      await Promise.all(databases.map((each) => new PersonWriter(each).fill()));
      expect(await stored()).toEqual(names.toSorted());
    });

    it('passes over sessions of other programs whose username is not a string', async () => {
      const foreign = { _id: 'of another program', username: 7 };
      await database.sessions.insertOne(foreign as never);
      await new PersonWriter(database).fill();
      expect(await stored()).toEqual(names.toSorted());
    });

    it('reads the sessions again when refill is called, but not when fill is called a second time', async () => {
      await new PersonWriter(database).fill();
      await database.people.deleteMany({});
      await new PersonWriter(database).fill();
      expect(await stored()).toEqual([]);
      await new PersonWriter(database).refill();
      expect(await stored()).toEqual(names.toSorted());
    });

    it('lets searches leave out users without a session, and fill their page with other users', async () => {
      const people = new PersonWriter(database);
      await people.fill();
      await people.add(['a user 0', 'a user 1', 'a user 2']);
      const found = await new MongoSessionStore(database).findPeople({ search: 'user', limit: 3 });
      expect(found.map(({ username }) => username)).toEqual(['User 0', 'User 1', 'User 10']);
      const others = await new MongoSessionStore(database).findPeople({ search: 'a', limit: 3 });
      expect(others.map(({ username }) => username)).not.toContain('a user 0');
      expect(others).toHaveLength(3);
    });
  });
});
