import type { Login } from '../../auth/login-store.js';
import type { Database } from '../database.js';
import { StoreUnavailableError } from '../store-errors.js';
import { MongoArchive } from './archive/mongo-archive.js';
import { MongoAccountStore } from './mongo-account-store.js';
import { MongoDatabase, type MongoOptions } from './mongo-database.js';
import { MongoLoginStore } from './mongo-login-store.js';
import { MongoSessionStore } from './mongo-session-store.js';
import { UserTimeWriter } from './recording/user-time-writer.js';
import { ViewTimeMaker } from './statistics/view-time-maker.js';

/** How often old slots are summed up for charts, in milliseconds. */
const UPKEEP_INTERVAL_MS = 60_000;

export interface MongoDatabaseOptions extends MongoOptions {
  /** How long sessions stay active, in milliseconds: so long their slots may change. */
  readonly aliveMs: number;
  /** Whether old slots are summed up now and then; default true. */
  readonly upkeep?: boolean;
}

/**
 * A MongoDB database and what is kept in it. It is given at once; until it was first reached, every call is refused
 * with a StoreUnavailableError.
 * @throws StoreUnusableError where the URL can't be one.
 */
export const openMongo = ({
  aliveMs,
  upkeep: hasUpkeep = true,
  ...options
}: MongoDatabaseOptions): Database => {
  const database = MongoDatabase.open(options);
  const maker = new ViewTimeMaker(database, new UserTimeWriter(database), aliveMs);
  const upkeep = hasUpkeep ? new Upkeep(maker) : undefined;
  const timer = setInterval(() => void upkeep?.run(), UPKEEP_INTERVAL_MS).unref();
  return {
    sessions: new MongoSessionStore(database),
    accounts: new MongoAccountStore(database),
    logins: new MongoLoginStore<Login>(database),
    archive: new MongoArchive(database, maker),
    name: `MongoDB at ${database.hosts}`,
    ready: database.ready.then(() => void upkeep?.run()),
    close: async () => {
      clearInterval(timer);
      await upkeep?.running;
      await database.close();
    },
  };
};

/** One run at a time; a server that is away is tried again the next time. */
class Upkeep {
  running: Promise<void> | undefined;

  constructor(private readonly maker: ViewTimeMaker) {}

  run(): Promise<void> {
    this.running ??= this.maker
      .advance()
      .catch((error: unknown) => {
        if (!(error instanceof StoreUnavailableError)) process.emitWarning(error as Error);
      })
      .finally(() => (this.running = undefined));
    return this.running;
  }
}
