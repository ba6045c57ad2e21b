import { ForbiddenException, Injectable, UnauthorizedException } from '@nestjs/common';
import type { LoginRefusedAnswer } from '@dwell/shared';
import { AccountStore, type User } from '../../store/ports/account-store.js';
import { Codes } from '../codes/codes.js';
import type { Caller } from '../guard/caller.js';
import { KnownDevices } from './known-devices.js';
import { LoginEnded } from './login-ended.js';
import { LoginAttempts } from './login-attempts.js';
import type { Exchange } from './logins.js';
import { Passwords } from './passwords.js';

/** An exchange, and the IP address of the client. */
export interface AddressedExchange extends Exchange {
  readonly address: string;
}

/** What a check of a password, or of a password and a code, found. */
export interface Checked {
  /** Undefined if nobody has the username. */
  readonly user: User | undefined;
  /** 'password' also if nobody has the username; undefined if nothing is wrong. */
  readonly wrong?: 'password' | 'code';
  /** The id of the device if the user has logged in on it before; otherwise undefined. */
  readonly device: string | undefined;
}

/** Thrown if the password is right and the code of the second factor is missing or wrong; answered as 401. */
export class CodeRefused extends UnauthorizedException {
  constructor(reason: NonNullable<LoginRefusedAnswer['reason']>) {
    const message =
      reason === 'code_required'
        ? 'Enter a code of your authenticator app, or a recovery code'
        : 'The code is wrong, or was used before';
    super({ message, reason });
  }
}

/** Checks by password and code that somebody is the user of this name. Limits how often anybody can guess. */
@Injectable()
export class IdentityCheck {
  constructor(
    private readonly accounts: AccountStore,
    private readonly passwords: Passwords,
    private readonly attempts: LoginAttempts,
    private readonly devices: KnownDevices,
    private readonly codes: Codes,
  ) {}

  /**
   * Checks the password of the user whose login makes the request. Rejects with LoginEnded, TooManyAttempts or
   * TooManyPasswords.
   * @param own what {@link userOf} resolved to
   */
  password(own: User, password: string, exchange: AddressedExchange): Promise<Checked> {
    return this.check(own.username, password, exchange, () => Promise.resolve(true), own);
  }

  /**
   * Checks the password, and also the code if the user has a second factor. Rejects with CodeRefused if the code is
   * missing, which does not count as a failed attempt, and with LoginEnded, TooManyAttempts or TooManyPasswords.
   * @param own what {@link userOf} resolved to, if a login checks its own user
   */
  passwordAndCode(
    username: string,
    password: string,
    code: string | undefined,
    exchange: AddressedExchange,
    own?: User,
  ): Promise<Checked> {
    const checkCode = async (user: User): Promise<boolean> => {
      if (!user.secondFactor) return true;
      if (code === undefined) throw new CodeRefused('code_required');
      return this.attempts.attemptCode(username, () => this.codes.use(user, code, exchange.address));
    };
    return this.check(username, password, exchange, checkCode, own);
  }

  /**
   * Resolves to the caller's user. Rejects with ForbiddenException if the caller is not a login, and with LoginEnded if
   * the login has ended: the guard may still admit a login that another process has ended.
   */
  async userOf({ username, via, loginGeneration }: Caller): Promise<User> {
    if (via !== 'login' || username === undefined) {
      throw new ForbiddenException('Only a login can do this: an API key or a token has no password');
    }
    const user = await this.accounts.findUser(username);
    if (!user || user.loginGeneration !== loginGeneration) throw new LoginEnded();
    return user;
  }

  private async check(
    username: string,
    password: string,
    { address, request }: AddressedExchange,
    checkMore: (user: User) => Promise<boolean>,
    own?: User,
  ): Promise<Checked> {
    let user: User | undefined;
    let wrong: Checked['wrong'];
    const verify = async (): Promise<boolean> => {
      user = await this.accounts.findUser(username);
      if (own && user?.loginGeneration !== own.loginGeneration) throw new LoginEnded();
      const isRight = await this.passwords.verify(password, user?.passwordHash);
      if (!user || !isRight) wrong = 'password';
      else if (!(await checkMore(user))) wrong = 'code';
      return wrong === undefined;
    };
    const device = await this.devices.find(username, request.forwarding.scheme, request.headers.cookie);
    await this.attempts.attempt(username, address, verify, device);
    return { user, wrong, device };
  }
}
