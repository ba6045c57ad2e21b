import { randomInt, randomUUID } from 'node:crypto';
import { Injectable, UnauthorizedException } from '@nestjs/common';
import { type SessionRequest, type SessionResponse, Sessions } from '@dwell/sessions';
import { Clock } from '../../platform/clock.js';
import { AccountStore, type User } from '../../store/ports/account-store.js';
import { IdentityCache } from '../guard/identities.js';
import type { Identity } from '../guard/caller.js';
import { LoginStore, type Login } from '../../store/ports/login-store.js';
import { LOGIN_COOKIE } from '../guard/credential.js';
import { SigningSecrets } from './signing-secrets.js';

/** How long a login lasts, in milliseconds: 30 days. */
export const LOGIN_AGE_MS = 30 * 24 * 60 * 60 * 1000;

const MAX_GENERATION = 2 ** 48 - 1;

/**
 * Returns a new number for a user's logins. Storing it ends all earlier logins, which carry another number. It is random
 * instead of the next one, so that two changes at once, or a user who is removed and created again, never get a number
 * that an old login carries.
 */
export const newLoginGeneration = (): number => randomInt(MAX_GENERATION);

/** A request that may carry a login. */
export interface LoginRequest extends SessionRequest {
  readonly protocol: string;
}

/** A request, and the response that may change the login's cookie. */
export interface Visit {
  readonly request: LoginRequest;
  readonly response: SessionResponse;
}

/** Begins, finds and ends logins: sessions whose data says who is logged in. */
@Injectable()
export class Logins {
  private readonly sessions: Sessions<Login, LoginRequest>;

  constructor(
    private readonly store: LoginStore,
    private readonly accounts: AccountStore,
    secrets: SigningSecrets,
    private readonly clock: Clock,
    private readonly cache: IdentityCache,
  ) {
    this.sessions = new Sessions<Login, LoginRequest>({
      store,
      secret: () => secrets.ring(),
      maxAge: LOGIN_AGE_MS,
      cookie: {
        name: LOGIN_COOKIE,
        sameSite: 'lax',
        // Dwell is served over plain http on many an internal host.
        secure: ({ protocol }) => protocol === 'https',
      },
    });
  }

  /**
   * Logs `user` in under a new session id and ends the login before it, if there is one; a device that logs the same
   * user in again stays the same client.
   */
  async begin(user: User, { request, response }: Visit): Promise<void> {
    const before = await this.find(request);
    await this.sessions.resave(request, response, {
      username: user.username,
      generation: user.loginGeneration,
      client: before?.username === user.username ? before.client : randomUUID(),
      expiresAt: this.clock.now() + LOGIN_AGE_MS,
    });
    if (before) this.cache.clear();
  }

  /**
   * @param cookie the request's cookies that may be a login
   * @throws UnauthorizedException unless the login exists, has not expired and is of its user's present generation
   */
  async identify(cookie: string): Promise<Identity> {
    // Whoever calls remembers identities by these cookies alone; the rest of the request says nothing about them.
    const login = await this.find({ headers: { cookie }, protocol: 'http' });
    const user = login && (await this.accounts.findUser(login.username));
    if (!user || user.loginGeneration !== login.generation) {
      throw new UnauthorizedException('The login has ended; log in again');
    }
    const { username, role } = user;
    return { caller: { username, role, via: 'login', client: login.client }, expiresAt: login.expiresAt };
  }

  /** Ends the request's login, and takes its cookie away even where it has ended already. */
  async end({ request, response }: Visit): Promise<void> {
    const before = await this.find(request);
    await this.sessions.logout(request, response);
    // Anybody may log out; only a login that ends changes what is remembered of all callers.
    if (before) this.cache.clear();
  }

  /** Ends all logins of a user, as one step with a change of it, and gives the user as it is then. */
  async endAll(user: User, change: Partial<Pick<User, 'passwordHash' | 'role'>> = {}): Promise<User> {
    const changed = { ...change, loginGeneration: newLoginGeneration() };
    await this.accounts.updateUser(user.username, changed);
    this.cache.clear();
    return { ...user, ...changed };
  }

  /** Removes the records of logins that have expired. */
  async purge(): Promise<void> {
    await this.store.purge(LOGIN_AGE_MS);
  }

  private async find(request: LoginRequest): Promise<Login | undefined> {
    const login = await this.sessions.get(request);
    return login && this.clock.now() < login.expiresAt ? login : undefined;
  }
}
