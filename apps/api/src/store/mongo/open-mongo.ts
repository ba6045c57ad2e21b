import type { Login } from '../ports/login-store.js';
import type { SessmanSession } from '../ports/sessman-store.js';
import type { Database } from '../ports/database.js';
import { reasonOf, StoreUnavailableError } from '../ports/errors.js';
import { Upkeep } from '../../platform/upkeep.js';
import { warnOfUnreadable } from '../unreadable-warning.js';
import { MongoArchive } from './archive/mongo-archive.js';
import { MongoAccountStore } from './accounts/account-store.js';
import { MongoDataStore } from './accounts/session-data-store.js';
import { MongoDatabase, type MongoOptions } from './connection/database.js';
import { MongoSessionStore } from './session-store.js';
import { UserTimeWriter } from './record/user-time-writer.js';
import { ViewTimeMaker } from './statistics/view-time-builder.js';

/** How often old slots are summed up for charts, in milliseconds. */
const UPKEEP_INTERVAL_MS = 60_000;

export interface MongoDatabaseOptions extends MongoOptions {
  /** How long sessions stay active, in milliseconds: so long their slots may change. */
  readonly aliveMs: number;
  /** Whether old slots are summed up now and then; default true. */
  readonly upkeep?: boolean;
  /** Epoch milliseconds: what the age of session data is counted by; default Date.now. */
  readonly now?: () => number;
}

/**
 * A MongoDB database and what is kept in it. It is given at once; until it was first reached, every call is refused
 * with a StoreUnavailableError.
 * @throws StoreUnusableError where the URL can't be one.
 */
export const openMongo = ({
  aliveMs,
  upkeep: hasUpkeep = true,
  now = Date.now,
  ...options
}: MongoDatabaseOptions): Database => {
  const database = MongoDatabase.open(options);
  const maker = new ViewTimeMaker(database, new UserTimeWriter(database), aliveMs);
  let failures = 0;
  const upkeep = new Upkeep([
    async () => {
      await maker.advance();
      failures = 0;
    },
  ]);
  const onFailure = (error: unknown): void => {
    failures++;
    // Every request reports an outage as well: the first failure of that kind needs no warning.
    if (failures === 1 && error instanceof StoreUnavailableError) return;
    const reason = reasonOf(error as Error);
    process.emitWarning(`Old slots could not be summed up, charts become slower: ${reason}`, 'Dwell');
  };
  const ready = database.ready.then(() => {
    if (!hasUpkeep) return;
    upkeep.start(UPKEEP_INTERVAL_MS, onFailure);
    void upkeep.run().catch(onFailure);
  });
  // Whoever waits for it gets the error; that may be later.
  ready.catch(() => undefined);
  return {
    sessions: new MongoSessionStore(database),
    accounts: new MongoAccountStore(database),
    logins: new MongoDataStore<Login>(() => database.logins, {
      now,
      onUnreadable: warnOfUnreadable('The login'),
    }),
    sessman: new MongoDataStore<SessmanSession>(() => database.sessman, {
      now,
      rolling: true,
      onUnreadable: warnOfUnreadable("Sessman's session"),
    }),
    archive: new MongoArchive(database, maker),
    name: `MongoDB at ${database.hosts}`,
    ready,
    close: async () => {
      await upkeep.stop();
      await database.close();
    },
  };
};
