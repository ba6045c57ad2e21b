import { ForbiddenException, Injectable, UnauthorizedException } from '@nestjs/common';
import { InvalidFields } from '../../http/validation.js';
import { AccountStore, type User } from '../../store/ports/account-store.js';
import type { Caller } from '../guard/caller.js';
import { AuditLog } from '../audit/audit-log.js';
import { KnownDevices } from './known-devices.js';
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
    private readonly audit: AuditLog,
    private readonly devices: KnownDevices,
  ) {}

  /**
   * Resolves to the user, and to the Set-Cookie header that makes this device known if it is not. Rejects with
   * UnauthorizedException, TooManyAttempts or TooManyPasswords.
   */
  async login(
    username: string,
    password: string,
    visit: AddressedVisit,
  ): Promise<{ user: User; deviceCookie: string | undefined }> {
    const { user, isRight, device } = await this.verify(username, password, visit);
    const { address, request } = visit;
    if (!user || !isRight) {
      // Some people type their password as the username: only the name of a user is written down.
      await this.audit.add({ act: 'login', target: user?.username, address, outcome: 'refused' });
      throw new UnauthorizedException('The username or the password is wrong');
    }
    await this.logins.begin(user, visit);
    await this.audit.add({ act: 'login', actor: user.username, via: 'login', address, outcome: 'done' });
    const deviceCookie =
      device === undefined ? await this.devices.cookieFor(username, request.forwarding.scheme) : undefined;
    return { user, deviceCookie };
  }

  async logout(visit: AddressedVisit): Promise<void> {
    const { address } = visit;
    // Anybody may call logout. Only a login that really ends is written down.
    for (const { username: actor } of await this.logins.end(visit)) {
      await this.audit.add({ act: 'logout', actor, via: 'login', address, outcome: 'done' });
    }
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
    const { user, isRight } = await this.verify(username, current, visit);
    if (!user || !isRight) throw new InvalidFields([{ field: 'current_password', message: 'is wrong' }]);
    const passwordHash = await this.passwords.hash(changed);
    await this.logins.begin(await this.logins.endAll(user, { passwordHash }), visit);
  }

  /** Also resolves to the id of the device if the user has logged in on it before. */
  private async verify(
    username: string,
    password: string,
    { address, request }: AddressedVisit,
  ): Promise<{ user: User | undefined; isRight: boolean; device: string | undefined }> {
    let user: User | undefined;
    const verify = async (): Promise<boolean> => {
      user = await this.accounts.findUser(username);
      return this.passwords.verify(password, user?.passwordHash);
    };
    const device = await this.devices.find(username, request.forwarding.scheme, request.headers.cookie);
    const isRight = await this.attempts.attempt(username, address, verify, device);
    return { user, isRight, device };
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
