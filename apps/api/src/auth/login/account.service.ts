import { ForbiddenException, Injectable, UnauthorizedException } from '@nestjs/common';
import { InvalidFields } from '../../http/invalid-fields.js';
import { AccountStore, type User } from '../../store/account-store.js';
import type { Caller } from '../caller.js';
import { LoginAttempts } from './login-attempts.js';
import { Logins } from './logins.js';
import { Passwords } from './passwords.js';

/** Where a request about a login comes from. */
export interface Device {
  readonly address: string;
  /** Its cookie's value, if it has one. */
  readonly signed: string | undefined;
}

/** What users do to their own logins. */
@Injectable()
export class AccountService {
  constructor(
    private readonly accounts: AccountStore,
    private readonly passwords: Passwords,
    private readonly attempts: LoginAttempts,
    private readonly logins: Logins,
  ) {}

  /** @throws UnauthorizedException, TooManyAttempts */
  async login(username: string, password: string, device: Device): Promise<{ user: User; signed: string }> {
    const user = await this.verify(username, password, device);
    if (!user) throw new UnauthorizedException('The username or the password is wrong');
    return { user, signed: await this.logins.begin(user, device.signed) };
  }

  async logout({ signed }: Device): Promise<void> {
    if (signed !== undefined) await this.logins.end(signed);
  }

  async logoutEverywhere(caller: Caller): Promise<void> {
    await this.logins.endAll(await this.userOf(caller));
  }

  /** Ends all logins of the caller but gives this device a new one. @throws InvalidFields, TooManyAttempts */
  async changePassword(caller: Caller, current: string, changed: string, device: Device): Promise<string> {
    const { username } = await this.userOf(caller);
    const user = await this.verify(username, current, device);
    if (!user) throw new InvalidFields([{ field: 'current_password', message: 'is wrong' }]);
    const passwordHash = await this.passwords.hash(changed);
    return this.logins.begin(await this.logins.endAll(user, { passwordHash }), device.signed);
  }

  private async verify(username: string, password: string, { address }: Device): Promise<User | undefined> {
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
