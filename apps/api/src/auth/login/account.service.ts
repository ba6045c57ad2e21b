import { ForbiddenException, Injectable, UnauthorizedException } from '@nestjs/common';
import { InvalidFields } from '../../http/validation.js';
import { AccountStore, type User } from '../../store/ports/account-store.js';
import type { Caller } from '../guard/caller.js';
import { LoginAttempts } from './login-attempts.js';
import { Logins, type Visit } from './logins.js';
import { Passwords } from './passwords.js';

/** A visit, and the IP address that it comes from. */
export interface AddressedVisit extends Visit {
  readonly address: string;
}

/** Logs users in and out, and changes their passwords. */
@Injectable()
export class AccountService {
  constructor(
    private readonly accounts: AccountStore,
    private readonly passwords: Passwords,
    private readonly attempts: LoginAttempts,
    private readonly logins: Logins,
  ) {}

  /** Rejects with UnauthorizedException or TooManyAttempts. */
  async login(username: string, password: string, visit: AddressedVisit): Promise<User> {
    const user = await this.verify(username, password, visit);
    if (!user) throw new UnauthorizedException('The username or the password is wrong');
    await this.logins.begin(user, visit);
    return user;
  }

  logout(visit: Visit): Promise<void> {
    return this.logins.end(visit);
  }

  async logoutEverywhere(caller: Caller, visit: Visit): Promise<void> {
    await this.logins.endAll(await this.userOf(caller));
    await this.logins.end(visit);
  }

  /**
   * Changes the password, ends all logins of the caller and gives this device a new one. Rejects with InvalidFields
   * if `current` is wrong, with TooManyAttempts, or with ForbiddenException if the caller is not a login.
   */
  async changePassword(
    caller: Caller,
    current: string,
    changed: string,
    visit: AddressedVisit,
  ): Promise<void> {
    const { username } = await this.userOf(caller);
    const user = await this.verify(username, current, visit);
    if (!user) throw new InvalidFields([{ field: 'current_password', message: 'is wrong' }]);
    const passwordHash = await this.passwords.hash(changed);
    await this.logins.begin(await this.logins.endAll(user, { passwordHash }), visit);
  }

  private async verify(
    username: string,
    password: string,
    { address }: AddressedVisit,
  ): Promise<User | undefined> {
    let user: User | undefined;
    const right = await this.attempts.attempt(username, address, async () => {
      user = await this.accounts.findUser(username);
      return this.passwords.verify(password, user?.passwordHash);
    });
    return right ? user : undefined;
  }

  private async userOf({ username, via }: Caller): Promise<User> {
    if (via !== 'login' || username === undefined) {
      throw new ForbiddenException('Only a login can do this: an API key or a token has no password');
    }
    const user = await this.accounts.findUser(username);
    if (!user) throw new UnauthorizedException('The login has ended; log in again');
    return user;
  }
}
