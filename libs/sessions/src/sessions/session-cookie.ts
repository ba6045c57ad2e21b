import { parseCookie, stringifySetCookie } from 'cookie';

export interface SessionCookieOptions<Req> {
  /** Default 'sid'. */
  name?: string;
  /** Default '': the host that sets it, and none below it. */
  domain?: string;
  /** Default '/'. */
  path?: string;
  /** Whether it is out of reach for scripts in the page; default true. */
  httpOnly?: boolean;
  /** Whether requests from other sites carry it; default 'strict': none does. */
  sameSite?: 'strict' | 'lax' | 'none';
  /** Whether it travels over https alone; default false. A function says it for each request. */
  secure?: boolean | ((req: Req) => boolean);
}

/** Cookies of our name that are looked at in one request: each costs a signature. */
export const MAX_SAME_COOKIES = 8;

/** The cookie that carries a signed session id. */
export class SessionCookie<Req> {
  readonly name: string;
  private readonly secure: boolean | ((req: Req) => boolean);
  private readonly attributes: {
    domain: string;
    path: string;
    httpOnly: boolean;
    sameSite: 'strict' | 'lax' | 'none';
  };

  /**
   * @param maxAge milliseconds; 0: until the browser is closed
   * @throws TypeError for what no cookie can hold
   */
  constructor(
    {
      name = 'sid',
      domain = '',
      path = '/',
      httpOnly = true,
      sameSite = 'strict',
      secure = false,
    }: SessionCookieOptions<Req>,
    private readonly maxAge: number,
  ) {
    this.name = name;
    this.secure = secure;
    this.attributes = { domain, path, httpOnly, sameSite };
    stringifySetCookie({ name, value: '', ...this.attributes });
  }

  /** The values of the name in a Cookie header: more than one where cookies of other paths or domains have it too. */
  read(header = ''): string[] {
    return header
      .split(';')
      .map((pair) => parseCookie(pair)[this.name])
      .filter((value) => value !== undefined)
      .slice(0, MAX_SAME_COOKIES);
  }

  /** The Set-Cookie header that hands out a signed session id. */
  issued(signed: string, req: Req): string {
    // Not a second sooner than the session itself, and never 0, which would take the cookie away.
    const age = this.maxAge === 0 ? {} : { maxAge: Math.ceil(this.maxAge / 1000) };
    return this.stringify(signed, req, age);
  }

  /** The Set-Cookie header that takes it away: a browser finds it by the same name, domain and path. */
  cleared(req: Req): string {
    return this.stringify('', req, { maxAge: 0, expires: new Date(0) });
  }

  private stringify(value: string, req: Req, age: { maxAge?: number; expires?: Date }): string {
    const secure = typeof this.secure === 'function' ? this.secure(req) : this.secure;
    return stringifySetCookie({ name: this.name, value, secure, ...age, ...this.attributes });
  }
}
