import { parseDurationMs } from './duration.js';

/** The longest that a timer can wait. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Where the manager writes what it does; values stand in the format as `%s`, as in util.format. */
export interface SessionLog {
  debug(format: string, ...values: unknown[]): void;
  /** Recommended: for failures that nobody is there to be told of. Default: debug. */
  error?(format: string, ...values: unknown[]): void;
  /** Optional: the log of one session. */
  child?(fields: { key: string | undefined }): SessionLog;
}

/** What a manager works with. */
export interface SessionManagerApis {
  log: SessionLog;
}

export interface SessionManagerOptions {
  userData?: {
    persistence?: {
      /** The names that willPersistUserDataOn answers true to; integration code asks for "disconnect" and "shutdown". */
      events?: readonly string[];
      /**
       * The longest time until all user data is persisted again: "30s", "1m30s", or milliseconds. 0 or nothing: only
       * when asked to.
       */
      interval?: string | number;
    };
  };
}

export interface PersistenceSettings {
  events: ReadonlySet<string>;
  /** 0: no schedule. */
  intervalMs: number;
}

/** Throws a TypeError without a log that can debug. */
export function logOf(apis: SessionManagerApis): SessionLog {
  const log: Partial<SessionLog> | undefined = (apis as Partial<SessionManagerApis> | undefined)?.log;
  if (typeof log?.debug !== 'function') throw new TypeError('apis.log must be a logger that has debug()');
  return log as SessionLog;
}

/** Reads a copy, so that options changed later change nothing. Throws where one can't be understood. */
export function persistenceSettingsOf(options?: SessionManagerOptions | null): PersistenceSettings {
  const { events, interval } = options?.userData?.persistence ?? {};
  if (events !== undefined && !Array.isArray(events)) {
    throw new TypeError('options.userData.persistence.events must be a list of names');
  }
  const intervalMs = parseDurationMs(interval ?? 0, 'options.userData.persistence.interval');
  // It is the longest time, so a shorter one keeps the promise.
  return { events: new Set(events), intervalMs: Math.min(intervalMs, MAX_TIMER_MS) };
}
