import type { Store } from '@dwell/sessions';

/** What is kept of one login, under its session id. */
export interface Login {
  readonly username: string;
  /** The user's loginGeneration when this login was made; it counts only as long as the two agree. */
  readonly generation: number;
  /** Random and public; kept when the session id changes, so that the device stays the same one. */
  readonly client: string;
  /** Epoch milliseconds; from then on it is no login. */
  readonly expiresAt: number;
}

/** Where logins are kept: the same database as the users. Methods may be synchronous or return promises. */
export abstract class LoginStore implements Store<Login> {
  abstract get(sid: string, maxAge: number): Login | undefined | Promise<Login | undefined>;
  abstract set(sid: string, login: Login): void | Promise<void>;
  abstract destroy(sid: string): void | Promise<void>;
  abstract purge(maxAge: number): void | Promise<void>;
}
