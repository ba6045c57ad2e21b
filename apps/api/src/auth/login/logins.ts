import { randomUUID } from 'node:crypto';
import { Injectable, UnauthorizedException } from '@nestjs/common';
import { newSessionId, verifySessionId } from '@dwell/sessions';
import { Clock } from '../../clock.js';
import { AccountStore, type User } from '../../store/account-store.js';
import { IdentityCache } from '../identity-cache.js';
import type { Identity } from '../identity.js';
import { LoginStore, type Login } from '../login-store.js';
import { newLoginGeneration } from './login-generation.js';
import { SigningSecrets } from './signing-secrets.js';

/** How long a login lasts, in milliseconds: 30 days. */
export const LOGIN_AGE_MS = 30 * 24 * 60 * 60 * 1000;

/** Begins, finds and ends logins. `signed` is a cookie's value: a session id with its signature. */
@Injectable()
export class Logins {
  constructor(
    private readonly store: LoginStore,
    private readonly accounts: AccountStore,
    private readonly secrets: SigningSecrets,
    private readonly clock: Clock,
    private readonly cache: IdentityCache,
  ) {}

  /**
   * Logs `user` in under a new session id and ends the login `previous`, if there is one; a device that logs the same
   * user in again stays the same client.
   */
  async begin(user: User, previous: string | undefined): Promise<string> {
    const secrets = await this.secrets.ring();
    const before = previous === undefined ? undefined : await this.find(previous);
    const [sid, signed] = newSessionId(secrets);
    await this.store.set(sid, {
      username: user.username,
      generation: user.loginGeneration,
      client: before?.login.username === user.username ? before.login.client : randomUUID(),
      expiresAt: this.clock.now() + LOGIN_AGE_MS,
    });
    if (before) await this.destroy(before.sid);
    return signed;
  }

  /** @throws UnauthorizedException unless the login exists, has not expired and is of its user's present generation */
  async identify(signed: string): Promise<Identity> {
    const login = (await this.find(signed))?.login;
    const user = login && (await this.accounts.findUser(login.username));
    if (!user || user.loginGeneration !== login.generation) {
      throw new UnauthorizedException('The login has ended; log in again');
    }
    const { username, role } = user;
    return { caller: { username, role, via: 'login', client: login.client }, expiresAt: login.expiresAt };
  }

  /** Ends one login; does nothing where it has ended already. */
  async end(signed: string): Promise<void> {
    const found = await this.find(signed);
    if (found) await this.destroy(found.sid);
  }

  /** Ends all logins of a user, and gives the user as it is then. */
  async endAll(user: User, change: { passwordHash?: string } = {}): Promise<User> {
    const changed = { ...change, loginGeneration: newLoginGeneration() };
    await this.accounts.updateUser(user.username, changed);
    this.cache.clear();
    return { ...user, ...changed };
  }

  /** Removes the records of logins that have expired. */
  async purge(): Promise<void> {
    await this.store.purge(LOGIN_AGE_MS);
  }

  private async find(signed: string): Promise<{ sid: string; login: Login } | undefined> {
    const [sid, valid] = verifySessionId(signed, await this.secrets.ring());
    if (!valid) return undefined;
    const login = await this.store.get(sid, LOGIN_AGE_MS);
    return login && this.clock.now() < login.expiresAt ? { sid, login } : undefined;
  }

  private async destroy(sid: string): Promise<void> {
    await this.store.destroy(sid);
    this.cache.clear();
  }
}
