import { Upkeep } from '../../platform/upkeep.js';
import type { Database } from '../ports/database.js';
import { reasonOf } from '../ports/errors.js';
import { MongoAccountStore } from './accounts/account-store.js';
import { MongoLoginStore } from './accounts/login-store.js';
import { MongoSessmanStore } from './accounts/sessman-store.js';
import { MongoAnnotationStore } from './annotations/annotation-store.js';
import { MongoArchive } from './archive/archive.js';
import { MongoAuditStore } from './audit/audit-store.js';
import { MongoDatabase, type MongoOptions } from './connection/database.js';
import { MongoGroupStore } from './groups/group-store.js';
import { warningOfFailures } from './failure-warning.js';
import { PersonWriter } from './people/person-writer.js';
import { measureOldVisitsOnce } from './record/measure-old-visits.js';
import { UserTimeWriter } from './record/rollups.js';
import { MongoSavedViewStore } from './saved-views/saved-view-store.js';
import { MongoSessionStore } from './session-store.js';
import { ViewTimeBuilder } from './statistics/view-time-builder.js';

/** The time between two runs of the upkeep, in milliseconds. */
const UPKEEP_INTERVAL_MS = 60_000;

export interface MongoDatabaseOptions extends MongoOptions {
  /**
   * How long a session stays active after a ping, in milliseconds. While it is active, its time in past slots may still
   * change.
   */
  readonly aliveMs: number;
  /**
   * Whether to do the upkeep every {@link UPKEEP_INTERVAL_MS}: to sum old slots, and to add what older versions did not
   * store. Default: true.
   */
  readonly upkeep?: boolean;
  /**
   * Returns the present in epoch milliseconds. The age of session data and of slots is counted from it. Default:
   * Date.now.
   */
  readonly now?: () => number;
}

const warn = (error: unknown): void => {
  process.emitWarning(`The upkeep of MongoDB failed: ${reasonOf(error as Error)}`, 'Dwell');
};

/**
 * Opens a MongoDB database and returns it at once. Until it is first reached, every call rejects with a
 * StoreUnavailableError.
 * @throws StoreUnusableError if the URL is not one of a MongoDB database.
 */
export const openMongo = ({
  aliveMs,
  upkeep: hasUpkeep = true,
  now = Date.now,
  ...options
}: MongoDatabaseOptions): Database => {
  const database = new MongoDatabase(options);
  const viewTime = new ViewTimeBuilder(database, new UserTimeWriter(database), aliveMs, now);
  const people = new PersonWriter(database);
  const upkeep = new Upkeep([
    warningOfFailures('The users of older sessions could not be stored, searches may not find them', () =>
      people.fill(),
    ),
    warningOfFailures('Old slots could not be summed up, charts become slower', async () => {
      await measureOldVisitsOnce(database);
      await viewTime.advance();
    }),
  ]);
  const ready = database.ready.then(() => {
    if (!hasUpkeep) return;
    upkeep.start(UPKEEP_INTERVAL_MS, warn);
    void upkeep.run().catch(warn);
  });
  // Callers of `ready` get the error. Without callers it must not be an unhandled rejection.
  ready.catch(() => undefined);
  const sessions = new MongoSessionStore(database);
  return {
    sessions,
    accounts: new MongoAccountStore(database),
    logins: new MongoLoginStore(() => database.logins, now),
    sessman: new MongoSessmanStore(() => database.sessman, now),
    audit: new MongoAuditStore(database),
    groups: new MongoGroupStore(database),
    savedViews: new MongoSavedViewStore(database),
    annotations: new MongoAnnotationStore(database),
    archive: new MongoArchive(database, sessions, viewTime, people),
    name: `MongoDB at ${database.hosts}`,
    ready,
    close: async () => {
      await upkeep.stop();
      await database.close();
    },
  };
};
