import { Injectable, Logger, UnauthorizedException } from '@nestjs/common';
import { InvalidFields } from '../../http/validation.js';
import { Clock } from '../../platform/clock.js';
import { AccountStore, type User } from '../../store/ports/account-store.js';
import type { Caller } from '../guard/caller.js';
import { AuditLog } from '../audit/audit-log.js';
import { Seldom } from '../audit/seldom.js';
import { type AddressedExchange, CodeRefused, IdentityCheck } from './identity-check.js';
import { KnownDevices } from './known-devices.js';
import { Logins, type Exchange } from './logins.js';
import { Passwords } from './passwords.js';

/**
 * For each user and address, the audit log says at most once in this time that somebody knew the password and sent no
 * code, in milliseconds. Otherwise somebody who knows a password could fill the log by sending it again and again.
 */
const CODE_REQUIRED_INTERVAL_MS = 15 * 60 * 1000;

/** Logs users in and out, and changes their passwords. */
@Injectable()
export class AccountService {
  private readonly logger = new Logger(AccountService.name);
  private readonly seldom: Seldom;

  constructor(
    private readonly accounts: AccountStore,
    private readonly check: IdentityCheck,
    private readonly passwords: Passwords,
    private readonly logins: Logins,
    private readonly audit: AuditLog,
    private readonly devices: KnownDevices,
    clock: Clock,
  ) {
    this.seldom = new Seldom(clock, CODE_REQUIRED_INTERVAL_MS);
  }

  /**
   * Logs a user in. Resolves to the user, and to a Set-Cookie header that makes this device known; the header is
   * undefined if the device is known already. Rejects with UnauthorizedException, TooManyAttempts or TooManyPasswords.
   * @param code the code of the second factor; undefined if the client sent none
   */
  async login(
    username: string,
    password: string,
    code: string | undefined,
    exchange: AddressedExchange,
  ): Promise<{ user: User; deviceCookie: string | undefined }> {
    const { address, request } = exchange;
    const { user, wrong, device } = await this.check
      .passwordAndCode(username, password, code, exchange)
      .catch(async (error: unknown) => {
        // Whoever sent this knows the password, so the log says it even if no code follows.
        if (error instanceof CodeRefused && this.seldom.mayNote(username, address)) {
          await this.noteCode(username, 'code required', address);
        }
        throw error;
      });
    if (user && wrong === 'code') {
      await this.noteCode(username, 'wrong code', address);
      throw new CodeRefused('code_wrong');
    }
    if (!user || wrong) {
      // Some people type their password as the username, so the name is written down only if a user has it.
      await this.audit.add({ act: 'login', target: user?.username, address, outcome: 'refused' });
      throw new UnauthorizedException('The username or the password is wrong');
    }
    await this.renewHash(user, password);
    await this.logins.begin(user, exchange);
    await this.audit.add({
      act: 'login',
      actor: user.username,
      via: 'login',
      detail: user.secondFactor && 'with a code',
      address,
      outcome: 'done',
    });
    const deviceCookie =
      device === undefined ? await this.devices.cookieFor(username, request.forwarding.scheme) : undefined;
    return { user, deviceCookie };
  }

  async logout(exchange: AddressedExchange): Promise<void> {
    const { address } = exchange;
    // Anybody may call logout. Only a login that really ends is written down.
    for (const { username: actor } of await this.logins.end(exchange)) {
      await this.audit.add({ act: 'logout', actor, via: 'login', address, outcome: 'done' });
    }
  }

  async logoutEverywhere(caller: Caller, exchange: Exchange): Promise<void> {
    await this.logins.endOwn(await this.check.userOf(caller));
    await this.logins.end(exchange);
  }

  /**
   * Changes the password, ends all logins of the caller and gives this device a new login. Rejects with InvalidFields
   * if `current` is wrong or `changed` is the same, with LoginEnded, TooManyAttempts or TooManyPasswords, or with
   * ForbiddenException if the caller is not a login.
   */
  async changePassword(
    caller: Caller,
    current: string,
    changed: string,
    exchange: AddressedExchange,
  ): Promise<void> {
    const own = await this.check.userOf(caller);
    const { user, wrong } = await this.check.password(own, current, exchange);
    if (!user || wrong) throw new InvalidFields([{ field: 'current_password', message: 'is wrong' }]);
    // Passwords are compared in the form in which they are hashed.
    if (changed.normalize('NFC') === current.normalize('NFC')) {
      throw new InvalidFields([{ field: 'new_password', message: 'must differ from the current password' }]);
    }
    const change = { passwordHash: await this.passwords.hash(changed), mustChangePassword: false };
    await this.logins.begin(await this.logins.endOwn(user, change), exchange);
  }

  /** Hashes the password at the present cost if the stored hash was made at another cost. */
  private async renewHash(
    { username, passwordHash, loginGeneration }: User,
    password: string,
  ): Promise<void> {
    if (this.passwords.hasPresentCost(passwordHash)) return;
    try {
      const change = { passwordHash: await this.passwords.hash(password) };
      // Stores nothing if the password was changed meanwhile.
      await this.accounts.updateUserOfGeneration(username, loginGeneration, change);
    } catch (error) {
      // Neither a full disk nor many logins at once must prevent a login. The next login tries again to store a new
      // hash.
      this.logger.warn(`A password could not be hashed at the present cost: ${String(error)}`);
    }
  }

  private noteCode(target: string, detail: string, address: string): Promise<void> {
    return this.audit.add({ act: 'login', target, detail, address, outcome: 'refused' });
  }
}
