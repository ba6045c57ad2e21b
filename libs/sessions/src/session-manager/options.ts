import { expectKind } from '../expect-kind.js';
import { parseDurationMs } from './duration.js';

/** The longest time that a timer can wait, in milliseconds. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** The log of a manager. `format` contains `%s` for each value, as in util.format. */
export interface SessionLog {
  debug(format: string, ...values: unknown[]): void;
  /** Recommended: logs failures of scheduled persistence, which no caller sees. Default: debug. */
  error?(format: string, ...values: unknown[]): void;
  /** Optional: returns the log of one session. */
  child?(fields: { key: string | undefined }): SessionLog;
}

export interface SessionManagerApis {
  log: SessionLog;
}

export interface SessionManagerOptions {
  userData?: {
    persistence?: {
      /** The names for which willPersistUserDataOn returns true, for example "disconnect" and "shutdown". */
      events?: readonly string[];
      /** How often all user data is persisted: "30s", "1m30s", or milliseconds. 0 or missing: never on a schedule. */
      interval?: string | number;
    };
  };
}

export interface PersistenceSettings {
  events: ReadonlySet<string>;
  /** The time between two scheduled saves of all user data, in milliseconds; 0: no schedule. */
  intervalMs: number;
}

/** @throws TypeError if the log has no method debug */
export const logOf = (apis: SessionManagerApis): SessionLog => {
  const log: Partial<SessionLog> | undefined = (apis as Partial<SessionManagerApis> | undefined)?.log;
  if (typeof log?.debug !== 'function') throw new TypeError('apis.log must be a logger with a method debug');
  expectKind('apis.log.error', log.error, 'function', 'undefined');
  expectKind('apis.log.child', log.child, 'function', 'undefined');
  return log as SessionLog;
};

/**
 * Returns a copy of the settings, so that later changes of `options` have no effect.
 * @throws TypeError, RangeError if an option is invalid
 */
export const persistenceSettingsOf = (options?: SessionManagerOptions | null): PersistenceSettings => {
  const userData = options?.userData;
  expectKind('options', options ?? undefined, 'object', 'undefined');
  expectKind('options.userData', userData ?? undefined, 'object', 'undefined');
  expectKind('options.userData.persistence', userData?.persistence ?? undefined, 'object', 'undefined');
  const { events, interval } = userData?.persistence ?? {};
  if (events !== undefined && !(Array.isArray(events) && events.every((name) => typeof name === 'string'))) {
    throw new TypeError('options.userData.persistence.events must be a list of names');
  }
  const intervalMs = parseDurationMs(interval ?? 0, 'options.userData.persistence.interval');
  // A timer can't wait longer. Persisting more often than asked does no harm.
  return { events: new Set(events), intervalMs: Math.min(intervalMs, MAX_TIMER_MS) };
};
