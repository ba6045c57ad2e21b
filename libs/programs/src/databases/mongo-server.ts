import { UsageError } from '../command-line.js';

const URL_PARTS = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/;
const DEFAULT_URL = 'mongodb://127.0.0.1:27190/';

/** The options --store and --url, for parseArgs of node:util. */
export const STORE_OPTIONS = {
  store: { type: 'string', default: 'sqlite' },
  url: { type: 'string' },
} as const;

/** Recognizes MongoDB URLs. The URL class can't: a MongoDB URL may name several hosts. */
export const isMongoUrl = (url: string): boolean => URL_PARTS.test(url);

/** Replaces the database that a MongoDB URL names; keeps hosts, credentials and options. */
export const withDatabase = (url: string, database: string): string =>
  url.replace(URL_PARTS, (_, server: string, query = '') => `${server}/${database}${query}`);

/**
 * Returns the MongoDB server that the options choose, or undefined for SQLite. Without --url the server is the last
 * one of MONGODB_TEST_URI, which lists URLs separated by blanks, or a local one when it lists none.
 * @throws UsageError when the options contradict each other or name no store
 */
export const mongoServerOf = (
  { store, url }: { readonly store: string; readonly url?: string },
  testUris = process.env['MONGODB_TEST_URI'] ?? '',
): string | undefined => {
  if (store === 'sqlite') {
    if (url !== undefined) throw new UsageError('--url goes with --store mongodb only');
    return undefined;
  }
  if (store !== 'mongodb') throw new UsageError(`--store must be sqlite or mongodb, not "${store}"`);
  const server = url ?? testUris.split(/\s+/).findLast((uri) => uri !== '') ?? DEFAULT_URL;
  if (!isMongoUrl(server)) throw new UsageError('--url must look like mongodb://127.0.0.1:27017/');
  return server;
};
