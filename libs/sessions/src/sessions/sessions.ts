import { newSessionId, type Secret, signSessionId, verifySessionId } from '../session-id.js';
import type { CurrentSession, SessionRequest } from './current-session.js';
import { PunctualStore } from './punctual-store.js';
import { SessionCookie } from './session-cookie.js';
import { SessionEndedError } from './session-ended-error.js';
import { expectUnsent, type SessionResponse, setCookie } from './session-response.js';
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

/** The session of a request that was looked at. What a handler writes on a request is no proof. */
interface KnownSession {
  /** '' where there is none. */
  readonly sid: string;
  /** Whether there was data under it, as far as this request knows. */
  readonly hasData: boolean;
}

/**
 * The sessions of a web application: data of type T in a store, under an id that the visitor's browser keeps in a signed
 * cookie. Each method takes the request (and the response) of node:http, Connect, Express or Fastify, and keeps the
 * request's {@link CurrentSession} up to date. Where the store fails or is late, the method rejects with its error, and
 * neither the cookie nor the CurrentSession has changed. What sets a cookie must be awaited before the response is sent.
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

  /** @throws TypeError, RangeError for options that can't work */
  constructor(options: SessionsOptions<T, Req>) {
    const { store, secret, maxAge = DEFAULT_MAX_AGE_MS, storeTimeout = DEFAULT_STORE_TIMEOUT_MS } = options;
    checkOptions({ store, secret, maxAge, storeTimeout });
    this.store = new PunctualStore(store, storeTimeout);
    this.secret = typeof secret === 'function' ? secret : () => secret;
    this.maxAge = maxAge;
    this.rolling = store.rolling ?? false;
    this.saveUninitialized = options.saveUninitialized ?? false;
    this.cookie = new SessionCookie(options.cookie ?? {}, maxAge);
    this.parse = options.parse ?? ((stored) => stored as T);
  }

  /**
   * Looks at the cookie and loads the session before the handlers run; a visitor without a session passes too.
   * An error goes to `next`; without a `next` the promise rejects. It rejects too with what `next` throws.
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

  /** The session's data as the store has it now; undefined without a session, with a forged or an expired one. */
  async get(req: Req): Promise<T | undefined> {
    const known = this.known.get(keyOf(req));
    const [sid, stored] = await this.find(known ? idsOf(known) : await this.verify(req));
    const data = stored === undefined ? undefined : this.parse(stored);
    this.enter(req, sid, data);
    return data;
  }

  /**
   * Replaces the session's data; where there is no session, begins one.
   * @throws SessionEndedError where this request saw a session that another has ended since: nothing is saved
   */
  async save(req: Req, res: SessionResponse, data: T): Promise<void> {
    const { sid, hasData } = await this.identify(req);
    if (sid !== '' && (await this.replace(sid, req, res, data))) return;
    if (hasData && (await this.store.get(sid, 0)) === undefined) throw new SessionEndedError();
    // What has expired goes with this, so that a new life begins.
    if (sid !== '') await this.store.get(sid, this.maxAge);
    const secret = await this.secret();
    await this.begin(req, res, data, sid === '' ? newSessionId(secret) : [sid, signSessionId(sid, secret)]);
  }

  /**
   * Saves `data` under a new session id and destroys what was kept under the old one. For a change of who the visitor
   * is, or of what they may do: an id that somebody else knew, or had planted, is worth nothing from then on, and a
   * {@link save} of a request that saw the old session comes too late.
   */
  async resave(req: Req, res: SessionResponse, data: T): Promise<void> {
    const { sid } = await this.identify(req);
    await this.begin(req, res, data, newSessionId(await this.secret()), sid);
  }

  /** Destroys the session's data; the visitor keeps the session id. */
  async destroy(req: Req, _res?: SessionResponse): Promise<void> {
    const { sid } = await this.identify(req);
    if (sid !== '') await this.store.destroy(sid);
    this.enter(req, sid, undefined);
  }

  /** Destroys the session's data and takes the cookie away, which stays when the data could not be destroyed. */
  async logout(req: Req, res: SessionResponse): Promise<void> {
    expectUnsent(res);
    const cookie = this.cookie.cleared(req);
    await this.destroy(req);
    setCookie(res, this.cookie.name, cookie);
    this.enter(req, '', undefined);
  }

  private async load(req: Req, res: SessionResponse): Promise<void> {
    await this.get(req);
    if (this.saveUninitialized && this.known.get(keyOf(req))?.sid === '') {
      const [sid, signed] = newSessionId(await this.secret());
      setCookie(res, this.cookie.name, this.cookie.issued(signed, req));
      this.enter(req, sid, undefined);
    }
  }

  /** Saves what is there still; whether it did. A session that lives longer by it takes its cookie along. */
  private async replace(sid: string, req: Req, res: SessionResponse, data: T): Promise<boolean> {
    let cookie: string | undefined;
    if (this.rolling) {
      expectUnsent(res);
      cookie = this.cookie.issued(signSessionId(sid, await this.secret()), req);
    }
    if (!(await this.store.replace(sid, this.maxAge, data))) return false;
    if (cookie !== undefined) setCookie(res, this.cookie.name, cookie);
    this.enter(req, sid, data);
    return true;
  }

  /**
   * First the new session, then the end of the old one, then the cookie: a failure leaves the visitor where they were.
   * The cookie goes along even where the visitor has this id already, so that it lives as long as the session.
   */
  private async begin(
    req: Req,
    res: SessionResponse,
    data: T,
    [sid, signed]: [sid: string, signed: string],
    old = '',
  ): Promise<void> {
    expectUnsent(res);
    const cookie = this.cookie.issued(signed, req);
    await this.store.set(sid, data);
    if (old !== '') await this.end(old, sid);
    setCookie(res, this.cookie.name, cookie);
    this.enter(req, sid, data);
  }

  private async end(old: string, sid: string): Promise<void> {
    try {
      await this.store.destroy(old);
    } catch (error) {
      // Nobody will ever know the new id. The request need not wait for this, nor fail by it.
      void this.store.destroy(sid).catch(() => undefined);
      throw error;
    }
  }

  private async identify(req: Req): Promise<KnownSession> {
    const known = this.known.get(keyOf(req));
    if (known) return known;
    const sids = await this.verify(req);
    if (sids.length < 2) return { sid: sids[0] ?? '', hasData: false };
    const [sid, stored] = await this.find(sids);
    return { sid, hasData: stored !== undefined };
  }

  /** The ids of the request's cookies with a valid signature: a bad one must not shut anybody out. */
  private async verify(req: Req): Promise<string[]> {
    const cookies = this.cookie.read(req.headers.cookie);
    if (cookies.length === 0) return [];
    const secret = await this.secret();
    return cookies
      .map((signed) => verifySessionId(signed, secret))
      .filter(([, valid]) => valid)
      .map(([sid]) => sid);
  }

  /** Of several sessions the first that has data: one that has ended, or was planted, must not shut anybody out. */
  private async find(sids: readonly string[]): Promise<[sid: string, stored: T | undefined]> {
    for (const sid of sids) {
      const stored = await this.store.get(sid, this.maxAge);
      if (stored !== undefined) return [sid, stored];
    }
    return [sids[0] ?? '', undefined];
  }

  private enter(req: Req, sid: string, data: T | undefined): void {
    this.known.set(keyOf(req), { sid, hasData: data !== undefined });
    const current = req as unknown as CurrentSession<T>;
    current.sessionId = sid;
    current.sessionData = data;
  }
}

const idsOf = ({ sid }: KnownSession): string[] => (sid === '' ? [] : [sid]);

/** Fastify's request and the one inside it are one; elsewhere `raw` may be anything, a body for example. */
const keyOf = (req: SessionRequest): object =>
  typeof req.raw === 'object' && req.raw !== null && 'headers' in req.raw ? req.raw : req;

/** What Connect takes for an error: to `next`, nothing is none, and some words are orders. */
const toError = (cause: unknown): unknown =>
  typeof cause === 'object' && cause !== null ? cause : new Error('The session store failed', { cause });
