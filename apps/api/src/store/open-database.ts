import { type Clock, SystemClock } from '../platform/clock.js';
import type { SessmanMongoSettings, Settings } from '../platform/settings/settings.js';
import type { Channel } from '../platform/peer.js';
import type { Database } from './ports/database.js';
import { parseMongoUrl } from './mongo/connection/url.js';
import { openSqlite, openSqliteOfWriter } from './sqlite/open-sqlite.js';
import { SharedWriter } from './sqlite/processes/shared-writer.js';

const FILE = 'file:';

/** The settings that say which database to open. */
export type DatabaseSettings = Pick<Settings, 'databaseUrl' | 'collectionPrefix' | 'aliveMs'>;

/**
 * Opens the database that the settings name. If they name another database for sessman's data, opens that one too.
 * @param clock tells the present. The age of session data is counted from it.
 * @param writer leads to the process that has the database's file open: see {@link openSharedWriter}. Default: this
 * process opens the file itself.
 * @throws StoreUnusableError with one line that says why a database can't be used.
 */
export const openDatabase = async (
  settings: Settings,
  clock: Clock = new SystemClock(),
  writer?: Channel,
): Promise<Database> => {
  const now = (): number => clock.now();
  const database = await openMainDatabase(settings, { now, writer });
  const { mongo } = settings.sessman;
  return mongo ? withSessmanIn(mongo, database, now) : database;
};

/**
 * Opens the database that DATABASE_URL names. The database has a place for sessman's data even if sessman uses
 * another database.
 * @throws StoreUnusableError with one line that says why the database can't be used.
 */
export const openMainDatabase = async (
  { databaseUrl, collectionPrefix, aliveMs }: DatabaseSettings,
  { writer, ...options }: OpenOptions = {},
): Promise<Database> => {
  const file = fileOf(databaseUrl);
  if (file !== undefined) {
    return writer
      ? openSqliteOfWriter({ file, collectionPrefix }, writer, options.now)
      : openSqlite({ file, collectionPrefix }, options.now);
  }
  // Loaded only when it is needed: without MongoDB's driver, a server on SQLite starts sooner and needs less memory.
  const { openMongo } = await import('./mongo/open-mongo.js');
  return openMongo({ url: databaseUrl, collectionPrefix, aliveMs, ...options });
};

interface OpenOptions {
  readonly now?: () => number;
  readonly upkeep?: boolean;
  readonly writer?: Channel | undefined;
}

/**
 * Opens the file of a SQLite database for the processes of one server: they write through the process that calls this.
 * Resolves to undefined for MongoDB, which needs no such process.
 * @throws StoreUnusableError with one line that says why the file can't be used.
 */
export const openSharedWriter = async ({
  databaseUrl,
  collectionPrefix,
}: DatabaseSettings): Promise<SharedWriter | undefined> => {
  const file = fileOf(databaseUrl);
  return file === undefined ? undefined : SharedWriter.open({ file, collectionPrefix });
};

export const isSqlite = ({ databaseUrl }: Pick<Settings, 'databaseUrl'>): boolean =>
  fileOf(databaseUrl) !== undefined;

/** Returns the path of a SQLite database's file; undefined for the URL of another database. */
export const fileOf = (databaseUrl: string): string | undefined =>
  databaseUrl.startsWith(FILE) ? databaseUrl.slice(FILE.length) : undefined;

/**
 * Returns whether two database URLs name the same database. Two MongoDB URLs do if their hosts and databases are equal,
 * other URLs if they are the same text.
 */
export const isSameDatabase = (url: string, otherUrl: string): boolean => {
  const [mongo, otherMongo] = [parseMongoUrl(url), parseMongoUrl(otherUrl)];
  if (!mongo || !otherMongo) return url === otherUrl;
  return mongo.hosts === otherMongo.hosts && mongo.database === otherMongo.database;
};

const withSessmanIn = async (
  settings: SessmanMongoSettings,
  main: Database,
  now: () => number,
): Promise<Database> => {
  try {
    const { openSessmanMongo } = await import('./mongo/open-sessman-mongo.js');
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
