import { randomInt, randomUUID } from 'node:crypto';
import { Injectable, Logger, UnauthorizedException } from '@nestjs/common';
import { type CurrentSession, type SessionRequest, type SessionResponse, Sessions } from '@dwell/sessions';
import { Clock } from '../../platform/clock.js';
import { Settings } from '../../platform/settings/settings.js';
import { AccountStore, type User, type UserChange } from '../../store/ports/account-store.js';
import { IdentityCache } from '../guard/identities.js';
import type { Identity } from '../guard/caller.js';
import { LoginStore, type Login, type StoredLogin } from '../../store/ports/session-data-stores.js';
import { LOGIN_COOKIE, type Scheme } from '../guard/cookie-names.js';
import { deviceNameOf } from './device-name.js';
import { expectDone } from './expect-done.js';
import { storedIdOf, withHashedIds } from './hashed-ids.js';
import { LoginEnded } from './login-ended.js';
import { isIdle, isUseWorthStoring, LOGIN_AGE_MS } from './login-use.js';
import { SigningSecrets } from './signing-secrets.js';

const MAX_GENERATION = 2 ** 48 - 1;

/**
 * Returns a new number for a user's logins. Storing it ends all earlier logins, which carry another number. It is
 * random instead of the next one, so that two changes at once, or a user who is removed and created again, never get a
 * number that an old login carries.
 */
export const newLoginGeneration = (): number => randomInt(MAX_GENERATION);

/** A request that may carry a login. */
export interface LoginRequest extends SessionRequest, Partial<CurrentSession<Login>> {
  readonly headers: { readonly cookie?: string; readonly 'user-agent'?: string };
  readonly forwarding: { readonly scheme: Scheme; readonly address?: string };
}

/** A request, and the response that may set or clear the login's cookie. */
export interface Exchange {
  readonly request: LoginRequest;
  readonly response: SessionResponse;
}

/** Begins, identifies and ends logins. A login is a session whose data names the user. */
@Injectable()
export class Logins {
  private readonly logger = new Logger(Logins.name);
  /** The sessions whose cookie is set over http, and those whose cookie is set over https. */
  private readonly sessions: Readonly<Record<Scheme, Sessions<Login, LoginRequest>>>;

  constructor(
    private readonly store: LoginStore,
    private readonly accounts: AccountStore,
    secrets: SigningSecrets,
    private readonly clock: Clock,
    private readonly cache: IdentityCache,
    private readonly settings: Settings,
  ) {
    const sessionsOf = (scheme: Scheme) =>
      new Sessions<Login, LoginRequest>({
        store: withHashedIds(store),
        secret: () => secrets.ring(),
        maxAge: LOGIN_AGE_MS,
        cookie: {
          name: LOGIN_COOKIE[scheme],
          sameSite: 'lax',
          // Many internal hosts serve Dwell over plain http, where browsers reject Secure cookies.
          secure: ({ forwarding }) => forwarding.scheme === 'https',
        },
      });
    this.sessions = { http: sessionsOf('http'), https: sessionsOf('https') };
  }

  /**
   * Logs `user` in under a new session id, and ends the request's earlier login if it has one. If the earlier login is
   * of the same user, the new one keeps its client id.
   */
  async begin(user: User, { request, response }: Exchange): Promise<void> {
    const before = await this.find(request);
    const now = this.clock.now();
    await this.sessions[request.forwarding.scheme].resave(request, response, {
      username: user.username,
      generation: user.loginGeneration,
      client: before?.username === user.username ? before.client : randomUUID(),
      expiresAt: now + LOGIN_AGE_MS,
      usedAt: now,
      address: request.forwarding.address,
      device: deviceNameOf(request.headers['user-agent']),
    });
    if (before) await this.cache.clear();
  }

  /**
   * Resolves to the owner of a login, and notes the use. Rejects with an UnauthorizedException if the login does not
   * exist, has expired, was idle for too long or has another generation than its user.
   * @param cookie the request's login cookies, in the form of a Cookie header
   */
  async identify(cookie: string): Promise<Identity> {
    // Identities are cached by these cookies alone, so nothing else of the request may matter here.
    const scheme = cookie.startsWith(`${LOGIN_COOKIE.https}=`) ? 'https' : 'http';
    const request: LoginRequest = { headers: { cookie }, forwarding: { scheme } };
    const login = await this.find(request);
    const user = login && (await this.accounts.findUser(login.username));
    if (!user || user.loginGeneration !== login.generation || !(await this.use(request, login, user))) {
      throw new UnauthorizedException('The login has ended; log in again');
    }
    const { username, role, mustChangePassword, loginGeneration } = user;
    return {
      caller: {
        username,
        role,
        via: 'login',
        client: login.client,
        account: username,
        loginGeneration,
        mustChangePassword,
      },
      expiresAt: login.expiresAt,
    };
  }

  /**
   * Ends the request's login, and clears the cookie even if the login has ended already. Over https, also ends the
   * login that the browser has over http. Resolves to the logins that ended.
   */
  async end({ request, response }: Exchange): Promise<Login[]> {
    const ended: Login[] = [];
    const schemes: readonly Scheme[] = request.forwarding.scheme === 'https' ? ['https', 'http'] : ['http'];
    for (const scheme of schemes) {
      const login = await this.find(request, scheme);
      if (login) ended.push(login);
      await this.sessions[scheme].logout(request, response);
    }
    // Anybody may call logout. Only a login that really ends may clear the cache of all callers.
    if (ended.length > 0) await this.cache.clear();
    return ended;
  }

  /**
   * Ends all logins of a user for an admin, and stores `change` in the same write. Resolves to the changed user.
   * @throws NotFoundException, ConflictException if no admin would be left
   */
  async endAll(user: User, change: UserChange = {}): Promise<User> {
    const loginGeneration = newLoginGeneration();
    expectDone(await this.accounts.updateUser(user.username, { ...change, loginGeneration }));
    await this.cache.clear();
    return changedUser(user, { ...change, loginGeneration });
  }

  /**
   * Ends all logins of a user who asks for it, and stores `change` in the same write. Resolves to the changed user.
   * Changes nothing if the logins have been ended since `user` was read: the change must not overwrite the new password
   * of a reset.
   * @throws LoginEnded
   */
  async endOwn(user: User, change: Omit<UserChange, 'role'> = {}): Promise<User> {
    const ending = { ...change, loginGeneration: newLoginGeneration() };
    if (!(await this.accounts.updateUserOfGeneration(user.username, user.loginGeneration, ending))) {
      throw new LoginEnded();
    }
    await this.cache.clear();
    return changedUser(user, ending);
  }

  /** Resolves to the logins of a user that have not ended. */
  async ofUser(username: string): Promise<StoredLogin[]> {
    const user = await this.accounts.findUser(username);
    if (!user) return [];
    const [now, { loginIdleMs }] = [this.clock.now(), this.settings];
    return (await this.store.ofUser(username)).filter(
      ({ login }) =>
        login.generation === user.loginGeneration &&
        login.expiresAt > now &&
        !isIdle(login, user.role, now, loginIdleMs),
    );
  }

  /** Ends the given logins. */
  async remove(logins: readonly StoredLogin[]): Promise<void> {
    try {
      await Promise.all(logins.map(async ({ sid }) => this.store.destroy(sid)));
    } finally {
      await this.cache.clear();
    }
  }

  /** Removes expired logins from the store. */
  async purge(): Promise<void> {
    await this.store.purge(LOGIN_AGE_MS);
  }

  /**
   * Notes that the login is used. Resolves to false, and ends the login, if it was idle for too long.
   */
  private async use({ sessionId = '' }: LoginRequest, login: Login, { role }: User): Promise<boolean> {
    const [now, { loginIdleMs }] = [this.clock.now(), this.settings];
    if (isIdle(login, role, now, loginIdleMs)) {
      await this.store.destroy(storedIdOf(sessionId));
      return false;
    }
    if (!isUseWorthStoring(login, now, loginIdleMs)) return true;
    try {
      await this.store.replace(storedIdOf(sessionId), LOGIN_AGE_MS, { ...login, usedAt: now });
    } catch (error) {
      // A full disk must not keep anybody from reading.
      this.logger.warn(`The last use of a login could not be stored: ${String(error)}`);
    }
    return true;
  }

  private async find(request: LoginRequest, scheme = request.forwarding.scheme): Promise<Login | undefined> {
    const sessions = this.sessions[scheme];
    const login = await sessions.get(request);
    if (!login) return undefined;
    const restMs = login.expiresAt - this.clock.now();
    if (restMs > 0 && restMs <= LOGIN_AGE_MS) return login;
    // A login that was made while the clock was ahead would live longer than others.
    if (restMs > LOGIN_AGE_MS) await sessions.destroy(request);
    return undefined;
  }
}

const changedUser = (user: User, { secondFactor, ...changed }: UserChange): User => ({
  ...user,
  ...changed,
  secondFactor: secondFactor === null ? undefined : user.secondFactor,
});
