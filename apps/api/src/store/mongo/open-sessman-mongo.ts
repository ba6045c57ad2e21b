import type { MongoStoreDocument } from '@dwell/sessions';
import type { SessmanSession, SessmanStore } from '../ports/sessman-store.js';
import type { SessmanMongoSettings } from '../../platform/settings/settings.js';
import { warnOfUnreadable } from '../unreadable-warning.js';
import { MongoConnection } from './connection/open.js';
import { sessionDataSchema } from './schema/accounts.js';
import { MongoDataStore } from './accounts/session-data-store.js';

/** A database that holds sessman's data and nothing else. */
export interface SessmanDatabase {
  /** For messages; without credentials. */
  readonly name: string;
  /** As {@link Database.ready}. */
  readonly ready: Promise<void>;
  readonly sessman: SessmanStore;
  close(): Promise<void>;
}

/**
 * The MongoDB database that SESSMAN_CONF names.
 * @param now epoch milliseconds: what the age of session data is counted by
 * @throws StoreUnusableError where its URL can't be one.
 */
export const openSessmanMongo = (
  { url, collection }: SessmanMongoSettings,
  now: () => number,
): SessmanDatabase => {
  const connection = new MongoConnection(url, [[collection, sessionDataSchema]], 'SESSMAN_CONF');
  return {
    name: `sessman's MongoDB at ${connection.hosts}`,
    ready: connection.ready,
    sessman: new MongoDataStore<SessmanSession>(() => connection.collection<MongoStoreDocument>(collection), {
      now,
      rolling: true,
      onUnreadable: warnOfUnreadable("Sessman's session"),
    }),
    close: () => connection.close(),
  };
};
