import { parseCookie, stringifySetCookie } from 'cookie';
import { checkCookieOptions, type SessionCookieOptions } from './session-cookie-options.js';

/** How many cookies with the session cookie's name are verified in one request at most, since each takes time. */
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
   * @param maxAge how long the cookie lasts, in milliseconds; 0: until the browser is closed
   * @throws TypeError if browsers would not store such a cookie
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
    checkCookieOptions({ name, secure, ...this.attributes });
  }

  /**
   * Returns the values of the session cookies in a Cookie header, at most {@link MAX_SAME_COOKIES}. There are several
   * if other paths or domains set cookies of the same name.
   */
  read(header = ''): string[] {
    return header
      .split(';')
      .map((pair) => parseCookie(pair)[this.name])
      .filter((value) => value !== undefined)
      .slice(0, MAX_SAME_COOKIES);
  }

  /** Returns the Set-Cookie header for a signed session id. */
  issued(signed: string, req: Req): string {
    // Rounded up: the cookie must not end before the session, and 0 would remove it.
    const age = this.maxAge === 0 ? {} : { maxAge: Math.ceil(this.maxAge / 1000) };
    return this.stringify(signed, req, age);
  }

  /**
   * Returns the Set-Cookie header that removes the cookie. Browsers remove the one with the same name, domain and path.
   */
  cleared(req: Req): string {
    return this.stringify('', req, { maxAge: 0, expires: new Date(0) });
  }

  private stringify(value: string, req: Req, age: { maxAge?: number; expires?: Date }): string {
    const secure = typeof this.secure === 'function' ? this.secure(req) : this.secure;
    return stringifySetCookie({ name: this.name, value, secure, ...age, ...this.attributes });
  }
}
