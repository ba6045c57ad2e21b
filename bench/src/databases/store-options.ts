import { UsageError } from '../command-line/options.js';
import { isMongoUrl } from './mongo-url.js';

/** What parseArgs is told of the options that name the store. */
export const STORE_OPTIONS = {
  store: { type: 'string', default: 'sqlite' },
  url: { type: 'string' },
} as const;

/** A MongoDB server to measure on, or undefined for SQLite. */
export type MongoServerUrl = string | undefined;

const DEFAULT_URL = 'mongodb://127.0.0.1:27190/';

/**
 * The server that the options name; else the last one of MONGODB_TEST_URI, which holds one or more with blanks between.
 * @throws UsageError when they contradict each other or name none.
 */
export const mongoServerOf = (
  { store, url }: { readonly store: string; readonly url?: string },
  testUris = process.env['MONGODB_TEST_URI'] ?? '',
): MongoServerUrl => {
  if (store === 'sqlite') {
    if (url !== undefined) throw new UsageError('--url goes with --store mongodb only');
    return undefined;
  }
  if (store !== 'mongodb') throw new UsageError(`--store must be sqlite or mongodb, not "${store}"`);
  const server = url ?? testUris.split(/\s+/).findLast((uri) => uri !== '') ?? DEFAULT_URL;
  if (!isMongoUrl(server)) throw new UsageError('--url must be as mongodb://127.0.0.1:27017/');
  return server;
};
