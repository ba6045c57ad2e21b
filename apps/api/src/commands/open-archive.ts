import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { REPOSITORY_ROOT } from '../platform/repository-root.js';
import { readSettings, SettingsError } from '../platform/settings/read-settings.js';
import type { Settings } from '../platform/settings/settings.js';
import type { Database } from '../store/ports/database.js';
import { openMongo } from '../store/mongo/open-mongo.js';
import { openSqlite } from '../store/sqlite/open-sqlite.js';
import { MigrationError } from './copy-archive.js';
import { UsageError } from '../platform/usage-error.js';

const FILE = 'file:';

/** A database that does not answer for so long is away, in milliseconds. */
const PATIENCE_MS = 10_000;

/** Where a database is, and the names that it goes by. */
export interface Place {
  readonly settings: Settings;
  /** The file's path, if it is one. */
  readonly file: string | undefined;
}

/**
 * The place that an option names; the other settings are the server's.
 * @throws UsageError
 */
export const placeOf = (option: string, url: string, prefix: string): Place => {
  try {
    const settings = readSettings(
      { ...process.env, DATABASE_URL: url, COLLECTION_PREFIX: prefix },
      REPOSITORY_ROOT,
    );
    const { databaseUrl } = settings;
    const file = databaseUrl.startsWith(FILE) ? databaseUrl.slice(FILE.length) : undefined;
    return { settings, file };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const problems = error.problems.map((problem) =>
      problem.replace('DATABASE_URL', `--${option}`).replace('COLLECTION_PREFIX', '--prefix'),
    );
    throw new UsageError(problems.join('\n'), { cause: error });
  }
};

/** @throws MigrationError where there is nothing to read. */
export const openSource = (place: Place): Promise<Database> => {
  if (place.file !== undefined && !existsSync(place.file)) {
    throw new MigrationError(`there is no file ${place.file}`);
  }
  return openPlace(place);
};

/**
 * Opens a database as its only user.
 * @throws MigrationError where it does not answer; StoreUnusableError where it can't be used.
 */
export const openPlace = async ({ settings, file }: Place): Promise<Database> => {
  const { databaseUrl: url, collectionPrefix, aliveMs } = settings;
  const database =
    file === undefined
      ? openMongo({ url, collectionPrefix, aliveMs, upkeep: false })
      : await openSqlite({ file, collectionPrefix });
  try {
    await answered(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
};

const answered = async ({ ready, name }: Database): Promise<void> => {
  const patience = new AbortController();
  const { signal } = patience;
  const isAway = wait(PATIENCE_MS, true, { signal }).catch(() => false);
  const away = await Promise.race([ready.then(() => false), isAway]).finally(() => {
    patience.abort();
  });
  if (away) throw new MigrationError(`${name} does not answer`);
};
