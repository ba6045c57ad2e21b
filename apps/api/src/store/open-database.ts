import { type Clock, SystemClock } from '../platform/clock.js';
import type { SessmanMongoSettings, Settings } from '../platform/settings/settings.js';
import type { Database } from './ports/database.js';
import { openMongo } from './mongo/open-mongo.js';
import { openSessmanMongo } from './mongo/open-sessman-mongo.js';
import { openSqlite } from './sqlite/open-sqlite.js';

/**
 * Opens the database that the settings name, and sessman's own one if the settings name one.
 * @param clock the age of session data is compared with its time.
 * @throws StoreUnusableError with one line that says why a database can't be used.
 */
export const openDatabase = async (
  settings: Settings,
  clock: Clock = new SystemClock(),
): Promise<Database> => {
  const now = (): number => clock.now();
  const database = await openMain(settings, now);
  const { mongo } = settings.sessman;
  return mongo ? withSessmanIn(mongo, database, now) : database;
};

const openMain = async (
  { databaseUrl, collectionPrefix, aliveMs }: Settings,
  now: () => number,
): Promise<Database> => {
  if (databaseUrl.startsWith('file:')) {
    return openSqlite({ file: databaseUrl.slice('file:'.length), collectionPrefix }, now);
  }
  return openMongo({ url: databaseUrl, collectionPrefix, aliveMs, now });
};

const withSessmanIn = async (
  settings: SessmanMongoSettings,
  main: Database,
  now: () => number,
): Promise<Database> => {
  try {
    const { name, ready, sessman, close } = openSessmanMongo(settings, now);
    const bothReady = Promise.all([main.ready, ready]).then(() => undefined);
    // Callers of `ready` get the error. Without callers it must not be an unhandled rejection.
    bothReady.catch(() => undefined);
    return {
      ...main,
      name: `${main.name} or ${name}`,
      ready: bothReady,
      sessman,
      close: async () => {
        await Promise.all([main.close(), close()]);
      },
    };
  } catch (error) {
    await main.close();
    throw error;
  }
};
