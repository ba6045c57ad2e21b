import { ConflictException, Injectable } from '@nestjs/common';
import type { SecondFactorAnswer, StartedSecondFactorAnswer } from '@dwell/shared';
import { InvalidFields } from '../../http/validation.js';
import { Clock } from '../../platform/clock.js';
import { AccountStore, type User } from '../../store/ports/account-store.js';
import { Codes } from '../codes/codes.js';
import { SecretBox } from '../codes/secret-box.js';
import { makeTotpSecret, totpUri } from '../codes/totp.js';
import type { Caller } from '../guard/caller.js';
import { IdentityCache } from '../guard/identities.js';
import { LoginEnded } from '../login/login-ended.js';
import { type AddressedExchange, type Checked, IdentityCheck } from '../login/identity-check.js';
import { Logins, newLoginGeneration } from '../login/logins.js';

export const IS_ON = 'Your second factor is on already: turn it off first';
export const IS_OFF = 'Your second factor is not on';

/** How long after the start of a set-up its first code may be confirmed, in milliseconds. */
export const SETUP_MS = 10 * 60 * 1000;

/**
 * Turns the caller's own second factor on and off. Every method rejects with ForbiddenException if the caller is not a
 * login, and with LoginEnded if the login has ended.
 */
@Injectable()
export class SecondFactorService {
  constructor(
    private readonly accounts: AccountStore,
    private readonly check: IdentityCheck,
    private readonly codes: Codes,
    private readonly box: SecretBox,
    private readonly logins: Logins,
    private readonly cache: IdentityCache,
    private readonly clock: Clock,
  ) {}

  async show(caller: Caller): Promise<SecondFactorAnswer> {
    const { secondFactor } = await this.check.userOf(caller);
    return { on: secondFactor !== undefined, recovery_codes_left: secondFactor?.recoveryHashes.length ?? 0 };
  }

  /**
   * Makes a secret for an authenticator app. Stores nothing: the answer also has the secret in encrypted form, which
   * the client sends back with the first code. Rejects with ConflictException, InvalidFields, TooManyAttempts or
   * TooManyPasswords.
   */
  async start(
    caller: Caller,
    password: string,
    exchange: AddressedExchange,
  ): Promise<StartedSecondFactorAnswer> {
    const own = refuseIfOn(await this.check.userOf(caller));
    const { username } = own;
    expectRight(await this.check.password(own, password, exchange));
    const secret = makeTotpSecret();
    const setup: Setup = { secret, expiresAt: this.clock.now() + SETUP_MS };
    return {
      secret,
      uri: totpUri(secret, username),
      setup: await this.box.seal(JSON.stringify(setup), setupOf(own)),
    };
  }

  /**
   * Turns the second factor on, ends all logins of the caller, gives this device a new login, and resolves to the
   * recovery codes. Rejects with ConflictException or InvalidFields.
   */
  async confirm(
    caller: Caller,
    sealed: string,
    code: string,
    exchange: AddressedExchange,
  ): Promise<string[]> {
    const user = refuseIfOn(await this.check.userOf(caller));
    const secret = await this.openSetup(sealed, user);
    const made = await this.codes.make(user.username, secret, code);
    if (!made) throw wrong('code');
    const loginGeneration = newLoginGeneration();
    // If another login has turned the second factor on at the same moment, this has ended the login that calls here.
    if (!(await this.accounts.changeSecondFactor(user, made.factor, loginGeneration))) throw new LoginEnded();
    await this.cache.clear();
    await this.logins.begin({ ...user, loginGeneration }, exchange);
    return made.recoveryCodes;
  }

  /**
   * Replaces the recovery codes and resolves to the new ones. Rejects with ConflictException, InvalidFields,
   * TooManyAttempts or TooManyPasswords.
   */
  async renewRecoveryCodes(
    caller: Caller,
    password: string,
    code: string,
    exchange: AddressedExchange,
  ): Promise<string[]> {
    const recoveryCodes = await this.codes.renew(await this.prove(caller, password, code, exchange));
    if (!recoveryCodes) throw new LoginEnded();
    return recoveryCodes;
  }

  /**
   * Turns the second factor off, ends all logins of the caller, and gives this device a new login. Rejects with
   * ConflictException, InvalidFields, TooManyAttempts or TooManyPasswords.
   */
  async turnOff(caller: Caller, password: string, code: string, exchange: AddressedExchange): Promise<void> {
    const user = await this.prove(caller, password, code, exchange);
    await this.logins.begin(await this.logins.endOwn(user, { secondFactor: null }), exchange);
  }

  private async prove(
    caller: Caller,
    password: string,
    code: string,
    exchange: AddressedExchange,
  ): Promise<User> {
    const own = await this.check.userOf(caller);
    if (!own.secondFactor) throw isOff();
    return expectRight(await this.check.passwordAndCode(own.username, password, code, exchange, own));
  }

  private async openSetup(sealed: string, user: User): Promise<string> {
    const text = await this.box.open(sealed, setupOf(user));
    const { secret, expiresAt } = text === undefined ? EXPIRED : (JSON.parse(text) as Setup);
    const restMs = expiresAt - this.clock.now();
    // A set-up that began while the clock was ahead would stay open longer than others.
    if (restMs <= 0 || restMs > SETUP_MS) {
      throw new InvalidFields([{ field: 'setup', message: 'is over; start again' }]);
    }
    return secret;
  }
}

/** What the caller sends back, encrypted, with the first code. */
interface Setup {
  readonly secret: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

const EXPIRED: Setup = { secret: '', expiresAt: 0 };

/**
 * Returns the context in which a set-up is encrypted. It contains the generation of the user's logins. So when all
 * logins of the user end at once, as by a new password, the set-up ends too.
 */
const setupOf = ({ username, loginGeneration }: User): string[] => [
  'set-up',
  username,
  String(loginGeneration),
];

/**
 * Returns the user of a check that succeeded.
 * @throws InvalidFields if the password or the code was wrong
 */
const expectRight = ({ user, wrong: field }: Checked): User => {
  if (!user || field === 'password') throw wrong('current_password');
  if (field === 'code') throw wrong('code');
  return user;
};

const wrong = (field: string) => new InvalidFields([{ field, message: 'is wrong' }]);

/**
 * Returns the user.
 * @throws ConflictException if the user's second factor is on
 */
const refuseIfOn = (user: User): User => {
  if (user.secondFactor) throw isOn();
  return user;
};

const isOn = () => new ConflictException(IS_ON);

const isOff = () => new ConflictException(IS_OFF);
