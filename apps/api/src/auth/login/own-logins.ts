import { ForbiddenException, Injectable, NotFoundException } from '@nestjs/common';
import { type LoginAnswer, type LoginsAnswer, MAX_LISTED_LOGINS, toSeconds } from '@dwell/shared';
import { Clock } from '../../platform/clock.js';
import type { StoredLogin } from '../../store/ports/session-data-stores.js';
import type { Caller } from '../guard/caller.js';
import { lastUseOf, LOGIN_AGE_MS } from './login-use.js';
import { Logins } from './logins.js';

export const NO_LOGIN = 'You have no login of this id';

/** Lets users see and end their own logins, and nobody else's. */
@Injectable()
export class OwnLogins {
  constructor(
    private readonly logins: Logins,
    private readonly clock: Clock,
  ) {}

  /**
   * Lists the caller's logins, at most MAX_LISTED_LOGINS. The answer's `count` is the number of all.
   * @throws ForbiddenException if the caller is not a login. The other methods throw it too.
   */
  async list(caller: Caller): Promise<LoginsAnswer> {
    const found = await this.find(caller);
    const logins = found
      .map(({ login }): LoginAnswer => {
        const createdAt = login.expiresAt - LOGIN_AGE_MS;
        // A clock that was ahead may have stored a time in the future.
        const lastUse = Math.min(lastUseOf(login), this.clock.now());
        return {
          id: login.client,
          created_at: toSeconds(createdAt),
          last_used_at: toSeconds(lastUse),
          address: login.address ?? null,
          device: login.device ?? null,
          current: login.client === caller.client,
        };
      })
      .sort((a, b) => Number(b.current) - Number(a.current) || b.last_used_at - a.last_used_at);
    return { count: logins.length, logins: logins.slice(0, MAX_LISTED_LOGINS) };
  }

  /** @throws NotFoundException if none of the caller's logins has this id. */
  async end(caller: Caller, id: string): Promise<void> {
    const named = (await this.find(caller)).filter(({ login }) => login.client === id);
    if (named.length === 0) throw new NotFoundException(NO_LOGIN);
    await this.logins.remove(named);
  }

  /** Ends all logins of the caller, except the login with which the request was made. */
  async endOthers(caller: Caller): Promise<void> {
    const others = (await this.find(caller)).filter(({ login }) => login.client !== caller.client);
    await this.logins.remove(others);
  }

  private async find({ via, username, loginGeneration }: Caller): Promise<StoredLogin[]> {
    if (via !== 'login' || username === undefined) {
      throw new ForbiddenException('Only a login can do this: an API key or a token has no logins');
    }
    // The guard may still admit a login that has just ended. Such a login neither sees nor ends the logins that began
    // later.
    return (await this.logins.ofUser(username)).filter(({ login }) => login.generation === loginGeneration);
  }
}
