import { newSessionId, type Secret } from '../session-id.js';
import type { Store } from '../store.js';
import type { SessionCookieOptions } from './session-cookie.js';

/** How long a session lasts unless told otherwise, in milliseconds: 30 days. */
export const DEFAULT_MAX_AGE_MS = 30 * 24 * 60 * 60 * 1000;

/** How long a store may take for an answer unless told otherwise, in milliseconds. */
export const DEFAULT_STORE_TIMEOUT_MS = 10_000;

export interface SessionsOptions<T, Req> {
  /** Where the data is kept. */
  store: Store<T>;
  /**
   * Signs session ids: one secret, or a ring of them of which the first signs and all verify; or a function that gives
   * either, asked for each request that needs it.
   */
  secret: Secret | (() => Secret | Promise<Secret>);
  /** Milliseconds from when a session is first saved until it ends; 0: never. Default {@link DEFAULT_MAX_AGE_MS}. */
  maxAge?: number;
  /** Whether the middleware gives a session id to every visitor, before there is any data; default false. */
  saveUninitialized?: boolean;
  cookie?: SessionCookieOptions<Req>;
  /**
   * Makes data of what the store gave, for example by a schema; older forms may be brought up to date here. What it throws
   * is the request's error, and the session stays as it is. Default: the data is taken as it comes.
   */
  parse?: (stored: unknown) => T;
  /** Milliseconds after which a store that does not answer has failed. Default {@link DEFAULT_STORE_TIMEOUT_MS}. */
  storeTimeout?: number;
}

/** The longest that a timer of Node can wait, in milliseconds. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** @throws TypeError, RangeError for what can't work, which types alone do not keep out */
export const checkOptions = <T, Req>({
  store,
  secret,
  maxAge,
  storeTimeout,
}: Required<Pick<SessionsOptions<T, Req>, 'store' | 'secret' | 'maxAge' | 'storeTimeout'>>): void => {
  for (const method of ['get', 'set', 'destroy'] as const) {
    if (typeof store?.[method] !== 'function') {
      throw new TypeError(
        `Sessions need a store with the methods get, set and destroy; ${method} is missing`,
      );
    }
  }
  if (typeof secret !== 'function') newSessionId(secret ?? '');
  if (!Number.isSafeInteger(maxAge) || maxAge < 0) {
    throw new RangeError('maxAge must be whole milliseconds, or 0 for ever');
  }
  if (!Number.isSafeInteger(storeTimeout) || storeTimeout < 1 || storeTimeout > MAX_TIMER_MS) {
    throw new RangeError(`storeTimeout must be whole milliseconds from 1 to ${MAX_TIMER_MS}`);
  }
};
