import { expectKind } from '../expect-kind.js';
import type { Secret } from './session-id.js';
import type { Store } from '../stores/store.js';
import type { SessionCookieOptions } from './session-cookie-options.js';

/** The default of {@link SessionsOptions.maxAge}: 30 days, in milliseconds. */
export const DEFAULT_MAX_AGE_MS = 30 * 24 * 60 * 60 * 1000;

/** The default of {@link SessionsOptions.storeTimeout}, in milliseconds. */
export const DEFAULT_STORE_TIMEOUT_MS = 10_000;

export interface SessionsOptions<T, Req> {
  /** Stores the sessions' data. */
  store: Store<T>;
  /**
   * Signs session ids: one secret, or a list of which the first signs and all verify; or a function that returns
   * either, called for each request that needs it.
   */
  secret: Secret | (() => Secret | Promise<Secret>);
  /**
   * Milliseconds from the first save of a session (in a rolling store: the last save) to its end; 0: no end. Default
   * {@link DEFAULT_MAX_AGE_MS}.
   */
  maxAge?: number;
  /** Whether the middleware gives every visitor a session id, even before there is data. Default false. */
  saveUninitialized?: boolean;
  cookie?: SessionCookieOptions<Req>;
  /**
   * Turns the stored data into T, for example with a schema, and may convert older forms. An error that it throws
   * becomes the request's error, and the session does not change. Default: returns the stored data.
   */
  parse?: (stored: unknown) => T;
  /** The time that the store has for each answer, in milliseconds. Default {@link DEFAULT_STORE_TIMEOUT_MS}. */
  storeTimeout?: number;
}

/**
 * The longest maxAge, in milliseconds: 100 years. With a much longer one, a store would have to compare dates that
 * don't exist.
 */
const MAX_MAX_AGE_MS = 3_155_760_000_000;

/** The longest time that Node's timers can wait, in milliseconds. */
const MAX_TIMER_MS = 2 ** 31 - 1;

const REQUIRED_METHODS = ['get', 'set', 'destroy'] as const;
const OPTIONAL_METHODS = ['replace', 'purge', 'all', 'clear'] as const;

/** @throws TypeError, RangeError if the options can't work. Callers in JavaScript have no types that prevent this. */
export const checkOptions = <T, Req>(options: SessionsOptions<T, Req>): void => {
  const { store, secret, maxAge = DEFAULT_MAX_AGE_MS, storeTimeout = DEFAULT_STORE_TIMEOUT_MS } = options;
  for (const method of REQUIRED_METHODS) {
    if (typeof store?.[method] !== 'function') {
      throw new TypeError(
        `Sessions need a store with the methods get, set and destroy; ${method} is missing`,
      );
    }
  }
  for (const method of OPTIONAL_METHODS)
    expectKind(`store.${method}`, store[method], 'function', 'undefined');
  expectKind('store.rolling', store.rolling, 'boolean', 'undefined');
  expectKind('saveUninitialized', options.saveUninitialized, 'boolean', 'undefined');
  expectKind('parse', options.parse, 'function', 'undefined');
  expectKind('cookie', options.cookie, 'object', 'undefined');
  if (typeof secret !== 'function') checkSecret(secret);
  if (!Number.isSafeInteger(maxAge) || maxAge < 0 || maxAge > MAX_MAX_AGE_MS) {
    throw new RangeError(
      `maxAge must be a whole number of milliseconds up to ${MAX_MAX_AGE_MS} (100 years), or 0 for no limit`,
    );
  }
  if (!Number.isSafeInteger(storeTimeout) || storeTimeout < 1 || storeTimeout > MAX_TIMER_MS) {
    throw new RangeError(`storeTimeout must be a whole number of milliseconds from 1 to ${MAX_TIMER_MS}`);
  }
};

const checkSecret = (secret: unknown): void => {
  const secrets: unknown[] = Array.isArray(secret) ? secret : [secret];
  // An older secret may be undefined, for example because its environment variable is not set any more.
  const [newest, ...older] = secrets;
  if (typeof newest !== 'string' || newest === '')
    throw new TypeError('A secret is needed to sign session ids');
  if (older.some((one) => one !== undefined && typeof one !== 'string')) {
    throw new TypeError('Each secret must be a string');
  }
};
