import { PunctualStore } from '../stores/punctual-store.js';
import {
  type CurrentSession,
  expectUnsent,
  type SessionRequest,
  type SessionResponse,
  setCookie,
} from './http.js';
import { SessionCookie } from './session-cookie.js';
import { newSessionId, type Secret, signSessionId, verifySessionId } from './session-id.js';
import {
  checkOptions,
  DEFAULT_MAX_AGE_MS,
  DEFAULT_STORE_TIMEOUT_MS,
  type SessionsOptions,
} from './sessions-options.js';

export type SessionsMiddleware<Req> = (
  req: Req,
  res: SessionResponse,
  next?: (error?: unknown) => unknown,
) => Promise<void>;

/**
 * Thrown by `save` and `resave` when the session that this request had loaded is gone: another request ended it (by
 * `resave`, `logout` or `destroy`), or it expired and was removed from the store. Nothing was saved. Express and
 * Fastify answer with `statusCode`.
 */
export class SessionEndedError extends Error {
  override readonly name = 'SessionEndedError';
  readonly statusCode = 409;

  constructor() {
    super('Another request has ended the session');
  }
}

/** The session that was loaded for a request. Kept apart from the request, since handlers may write to the request. */
interface KnownSession {
  /** '' if there is none. */
  readonly sid: string;
  /** Whether the session had data when the request loaded or saved it. */
  readonly hasData: boolean;
}

/**
 * The sessions of a web application: data of type T in a store, and the session's id in a signed cookie. Each method
 * takes the request (and the response) of node:http, Connect, Express or Fastify, and updates the request's {@link
 * CurrentSession}. If the store fails, the method rejects with the store's error; if the store does not answer in time,
 * with a StoreTimeoutError. In both cases it changes neither the cookie nor the CurrentSession. Await each method
 * before you send the response.
 */
export class Sessions<T, Req extends SessionRequest = SessionRequest> {
  private readonly store: PunctualStore<T>;
  private readonly secret: () => Secret | Promise<Secret>;
  private readonly maxAge: number;
  private readonly rolling: boolean;
  private readonly saveUninitialized: boolean;
  private readonly cookie: SessionCookie<Req>;
  private readonly parse: (stored: unknown) => T;
  private readonly known = new WeakMap<object, KnownSession>();

  /** @throws TypeError, RangeError if the options can't work */
  constructor(options: SessionsOptions<T, Req>) {
    const { store, secret, maxAge = DEFAULT_MAX_AGE_MS, storeTimeout = DEFAULT_STORE_TIMEOUT_MS } = options;
    checkOptions(options);
    this.store = new PunctualStore(store, storeTimeout);
    this.secret = typeof secret === 'function' ? secret : () => secret;
    this.maxAge = maxAge;
    this.rolling = store.rolling ?? false;
    this.saveUninitialized = options.saveUninitialized ?? false;
    this.cookie = new SessionCookie(options.cookie ?? {}, maxAge);
    this.parse = options.parse ?? ((stored) => stored as T);
  }

  /**
   * Returns a middleware that verifies the cookie and loads the session before the handlers run. Visitors without a
   * session pass too. Passes errors to `next`; without `next` the promise rejects. Also rejects with an error that
   * `next` throws.
   */
  middleware(): SessionsMiddleware<Req> {
    return async (req, res, next) => {
      try {
        await this.load(req, res);
      } catch (cause) {
        const error = toError(cause);
        if (!next) throw error;
        await next(error);
        return;
      }
      await next?.();
    };
  }

  /**
   * Returns the session's current data from the store; undefined if there is no session, if the session has expired, or
   * if the cookie is forged.
   */
  async get(req: Req): Promise<T | undefined> {
    const known = this.known.get(keyOf(req));
    const [sid, stored] = await this.find(known ? idsOf(known) : await this.verify(req));
    const data = stored === undefined ? undefined : this.parse(stored);
    this.remember(req, sid, data);
    return data;
  }

  /**
   * Replaces the session's data; creates a session if there is none.
   * @throws SessionEndedError if another request ended the session after this one had loaded it; nothing is saved
   */
  async save(req: Req, res: SessionResponse, data: T): Promise<void> {
    const known = await this.identify(req);
    const { sid } = known;
    // expectAlive checks whether another request ended the session. If the store has no replace of its own,
    // PunctualStore calls get and set instead, and that get removes an expired session. After that, the session would
    // seem to be ended by another request. So expectAlive comes first.
    if (!this.store.replaces) await this.expectAlive(known);
    if (sid !== '' && (await this.replace(sid, req, res, data))) return;
    if (this.store.replaces) await this.expectAlive(known);
    // This removes an expired record, so that the session starts again with a new age.
    if (sid !== '') await this.store.get(sid, this.maxAge);
    const secret = await this.secret();
    await this.create(req, res, data, sid === '' ? newSessionId(secret) : [sid, signSessionId(sid, secret)]);
  }

  /**
   * Saves `data` under a new session id and destroys the session with the old id. Call it when the visitor logs in or
   * gets other rights: an old id that an attacker knew or planted becomes useless, and a {@link save} or resave by
   * another request that had loaded the old session is rejected.
   * @throws SessionEndedError if another request ended the session after this one had loaded it; nothing is saved
   */
  async resave(req: Req, res: SessionResponse, data: T): Promise<void> {
    const old = this.known.get(keyOf(req)) ?? (await this.findKnown(await this.verify(req)));
    // If the store's destroy returns nothing, only this call notices that another request has ended the session.
    await this.expectAlive(old);
    await this.create(req, res, data, newSessionId(await this.secret()), old);
  }

  /** Destroys the session's data. The visitor keeps the session id. */
  async destroy(req: Req, _res?: SessionResponse): Promise<void> {
    const { sid } = await this.identify(req);
    if (sid !== '') await this.store.destroy(sid);
    this.remember(req, sid, undefined);
  }

  /** Destroys the session's data, then removes the cookie. If the data can't be destroyed, the cookie stays. */
  async logout(req: Req, res: SessionResponse): Promise<void> {
    expectUnsent(res);
    const cookie = this.cookie.cleared(req);
    await this.destroy(req);
    setCookie(res, this.cookie.name, cookie);
    this.remember(req, '', undefined);
  }

  private async load(req: Req, res: SessionResponse): Promise<void> {
    await this.get(req);
    if (this.saveUninitialized && this.known.get(keyOf(req))?.sid === '') {
      const [sid, signed] = newSessionId(await this.secret());
      setCookie(res, this.cookie.name, this.cookie.issued(signed, req));
      this.remember(req, sid, undefined);
    }
  }

  /**
   * @throws SessionEndedError if the request had loaded a session that is gone now; an expired session that is still
   * stored is not gone
   */
  private async expectAlive({ sid, hasData }: KnownSession): Promise<void> {
    if (hasData && (await this.store.get(sid, 0)) === undefined) throw new SessionEndedError();
  }

  /**
   * Saves only if the session still exists, and returns whether it existed. With a rolling store, renews the cookie
   * too.
   */
  private async replace(sid: string, req: Req, res: SessionResponse, data: T): Promise<boolean> {
    let cookie: string | undefined;
    if (this.rolling) {
      expectUnsent(res);
      cookie = this.cookie.issued(signSessionId(sid, await this.secret()), req);
    }
    if (!(await this.store.replace(sid, this.maxAge, data))) return false;
    if (cookie !== undefined) setCookie(res, this.cookie.name, cookie);
    this.remember(req, sid, data);
    return true;
  }

  /**
   * Creates the new session, then destroys the old one, then sets the cookie. In this order, a failure leaves the
   * visitor in the old session. Sets the cookie even if the visitor has this id already, so that the cookie lasts as
   * long as the session.
   */
  private async create(
    req: Req,
    res: SessionResponse,
    data: T,
    [sid, signed]: [sid: string, signed: string],
    old?: KnownSession,
  ): Promise<void> {
    expectUnsent(res);
    const cookie = this.cookie.issued(signed, req);
    await this.store.set(sid, data);
    if (old && old.sid !== '') await this.destroyOld(old, sid);
    setCookie(res, this.cookie.name, cookie);
    this.remember(req, sid, data);
  }

  private async destroyOld(old: KnownSession, sid: string): Promise<void> {
    try {
      // Of several requests that resave one session, only the request that destroys the old session succeeds.
      const existed = await this.store.destroy(old.sid);
      if (old.hasData && existed === false) throw new SessionEndedError();
    } catch (error) {
      // The visitor never gets the new id, so the session with that id is removed. The request neither waits for the
      // removal nor fails if the removal fails.
      void this.store.destroy(sid).catch(() => undefined);
      throw error;
    }
  }

  private async identify(req: Req): Promise<KnownSession> {
    const known = this.known.get(keyOf(req));
    if (known) return known;
    const sids = await this.verify(req);
    return sids.length < 2 ? { sid: sids[0] ?? '', hasData: false } : this.findKnown(sids);
  }

  private async findKnown(sids: readonly string[]): Promise<KnownSession> {
    const [sid, stored] = await this.find(sids);
    return { sid, hasData: stored !== undefined };
  }

  /** Returns the ids of all cookies with a valid signature, so that an invalid one does not lock the visitor out. */
  private async verify(req: Req): Promise<string[]> {
    const cookies = this.cookie.read(req.headers.cookie);
    if (cookies.length === 0) return [];
    const secret = await this.secret();
    return cookies
      .map((signed) => verifySessionId(signed, secret))
      .filter(([, valid]) => valid)
      .map(([sid]) => sid);
  }

  /**
   * Returns the first session with data, so that an ended or planted one does not lock the visitor out. If none has
   * data, returns the first id alone; '' if there are no ids.
   */
  private async find(sids: readonly string[]): Promise<[sid: string, stored: T | undefined]> {
    for (const sid of sids) {
      const stored = await this.store.get(sid, this.maxAge);
      if (stored !== undefined) return [sid, stored];
    }
    return [sids[0] ?? '', undefined];
  }

  private remember(req: Req, sid: string, data: T | undefined): void {
    this.known.set(keyOf(req), { sid, hasData: data !== undefined });
    const current = req as unknown as CurrentSession<T>;
    current.sessionId = sid;
    current.sessionData = data;
  }
}

const idsOf = ({ sid }: KnownSession): string[] => (sid === '' ? [] : [sid]);

/**
 * Returns the request of node:http: in Fastify the one in `raw`, otherwise `req` itself. In other frameworks `raw`
 * may be anything, for example a body.
 */
const keyOf = (req: SessionRequest): object =>
  typeof req.raw === 'object' && req.raw !== null && 'headers' in req.raw ? req.raw : req;

/** Wraps a cause that is not an object: `next` does not take undefined, or 'route' in Express, for an error. */
const toError = (cause: unknown): unknown =>
  typeof cause === 'object' && cause !== null ? cause : new Error('The session store failed', { cause });
