import type { Store } from '@dwell/sessions';

/** A session of the sessman API, stored under its id. */
export interface SessmanSession {
  readonly user: string;
  /** Any JSON value. */
  readonly data: unknown;
}

/** Stores sessman's data, whose age counts from the last set. Methods may be synchronous or return promises. */
export abstract class SessmanStore implements Store<SessmanSession> {
  abstract get(sid: string, maxAge: number): SessmanSession | undefined | Promise<SessmanSession | undefined>;
  abstract set(sid: string, session: SessmanSession): void | Promise<void>;
  abstract replace(sid: string, maxAge: number, session: SessmanSession): boolean | Promise<boolean>;
  abstract destroy(sid: string): void | Promise<void>;
  abstract purge(maxAge: number): void | Promise<void>;
}
