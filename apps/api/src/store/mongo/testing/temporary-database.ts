import { dropDatabase, type MongoTestServer } from '@dwell/sessions/testing/mongo';
import { MongoDatabase } from '../connection/database.js';

/** Opens a new database `count` times, as that many processes would. `close` removes the database. */
export const openTemporaryDatabases = async (
  { freshUrl }: MongoTestServer,
  count: number,
): Promise<{ readonly databases: readonly MongoDatabase[]; close(): Promise<void> }> => {
  const url = freshUrl();
  const databases = Array.from(
    { length: count },
    () => new MongoDatabase({ url, collectionPrefix: 'Test_' }),
  );
  await Promise.all(databases.map(({ ready }) => ready));
  return {
    databases,
    close: async () => {
      await Promise.all(databases.map((database) => database.close()));
      await dropDatabase(url);
    },
  };
};

/** Opens a new database once. `close` removes the database. */
export const openTemporaryDatabase = async (
  server: MongoTestServer,
): Promise<{ readonly database: MongoDatabase; close(): Promise<void> }> => {
  const { databases, close } = await openTemporaryDatabases(server, 1);
  const [database] = databases;
  if (!database) throw new Error('One was opened');
  return { database, close };
};
