import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { REPOSITORY_ROOT } from '../platform/repository-root.js';
import { type Environment, readSettings, SettingsError } from '../platform/settings/read-settings.js';
import type { Settings } from '../platform/settings/settings.js';
import { UsageError } from '../platform/usage-error.js';
import { fileOf, openMainDatabase } from '../store/open-database.js';
import type { Database } from '../store/ports/database.js';
import { CommandError } from './run-command.js';

/** How long to wait for a database's first answer, in milliseconds. */
const PATIENCE_MS = 10_000;

/** Says which database to open. */
export interface Place {
  readonly settings: Settings;
  /** The path of a database file; undefined for a MongoDB database. */
  readonly file: string | undefined;
}

/**
 * Returns the place of the database that an option names. The other settings are the server's.
 * @param option the name of the option without dashes, for the error
 * @param url the value of the option
 * @throws UsageError
 */
export const placeOf = (option: string, url: string, prefix = 'Default_'): Place =>
  readPlace({ ...process.env, DATABASE_URL: url, COLLECTION_PREFIX: prefix }, (problem) =>
    problem.replace('DATABASE_URL', `--${option}`).replace('COLLECTION_PREFIX', '--prefix'),
  );

/**
 * Returns the place of the database that a server with this process's environment would open.
 * @throws UsageError
 */
export const serverPlace = (): Place => readPlace(process.env, (problem) => problem);

const readPlace = (env: Environment, explain: (problem: string) => string): Place => {
  try {
    const settings = readSettings(env, REPOSITORY_ROOT);
    return { settings, file: fileOf(settings.databaseUrl) };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new UsageError(error.problems.map(explain).join('\n'), { cause: error });
  }
};

/** Opens a database as {@link openPlace} does. @throws CommandError if the place is a file that does not exist. */
export const openSource = (place: Place): Promise<Database> => {
  if (place.file !== undefined && !existsSync(place.file)) {
    throw new CommandError(`there is no file ${place.file}`);
  }
  return openPlace(place);
};

/**
 * Opens a database without the upkeep that a server does in the background.
 * @throws CommandError if the database does not answer, StoreUnusableError if it can't be used.
 */
export const openPlace = async ({ settings }: Place): Promise<Database> => {
  const database = await openMainDatabase(settings, { upkeep: false });
  try {
    const answers = await Promise.race([database.ready.then(() => true), wait(PATIENCE_MS, false)]);
    if (!answers) throw new CommandError(`${database.name} does not answer`);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
};
