import { stringifySetCookie } from 'cookie';
import { expectKind } from '../expect-kind.js';

export interface SessionCookieOptions<Req> {
  /** Default 'sid'. */
  name?: string;
  /** Default '': only the host that sets the cookie, without its subdomains. */
  domain?: string;
  /** Begins with '/'. Default '/'. */
  path?: string;
  /** Whether the cookie is hidden from scripts in the page. Default true. */
  httpOnly?: boolean;
  /**
   * Whether the browser sends the cookie with requests from other sites. 'strict': never. 'lax': if the visitor follows
   * a link. 'none': always; this needs `secure`. Default 'strict'.
   */
  sameSite?: 'strict' | 'lax' | 'none';
  /** Whether the browser sends the cookie over https only. A function decides for each request. Default false. */
  secure?: boolean | ((req: Req) => boolean);
}

/** The most bytes of a cookie that browsers store: its name and its value together. */
const MAX_COOKIE_BYTES = 4_096;
/** The most bytes of an attribute of a cookie that browsers read. */
const MAX_ATTRIBUTE_BYTES = 1_024;

/** The length of a signed session id: 32 characters, a dot, and a signature of 43 characters. */
const VALUE_BYTES = 76;

type Attributes = Required<SessionCookieOptions<never>>;

/**
 * Checks the options against the rules of RFC 6265bis, by which a browser ignores a cookie or one of its attributes
 * without a word. A function `secure` counts as true.
 * @throws TypeError if browsers would not store the cookie as the options say
 */
export const checkCookieOptions = (options: Attributes): void => {
  const { name, domain, path, httpOnly, sameSite, secure } = options;
  expectKind('cookie.httpOnly', httpOnly, 'boolean');
  expectKind('cookie.secure', secure, 'boolean', 'function');
  const forbid = (condition: boolean, problem: string): void => {
    if (condition) throw new TypeError(problem);
  };
  forbid(!['strict', 'lax', 'none'].includes(sameSite), "cookie.sameSite must be 'strict', 'lax' or 'none'");
  stringifySetCookie({ name, value: '', domain, path, httpOnly, sameSite });
  forbid(!path.startsWith('/'), 'cookie.path must begin with /');
  forbid(name.length + VALUE_BYTES > MAX_COOKIE_BYTES, 'cookie.name is too long for a browser');
  forbid(path.length > MAX_ATTRIBUTE_BYTES, 'cookie.path is too long for a browser');
  forbid(domain.length > MAX_ATTRIBUTE_BYTES, 'cookie.domain is too long for a browser');
  forbid(sameSite === 'none' && secure === false, "cookie.sameSite 'none' needs cookie.secure");
  const prefix = /^__(secure|http|host-http|host)-/i.exec(name)?.[1]?.toLowerCase() ?? '';
  forbid(prefix !== '' && secure === false, `The cookie name ${name} needs cookie.secure`);
  forbid(prefix.includes('http') && !httpOnly, `The cookie name ${name} needs cookie.httpOnly`);
  forbid(
    prefix.startsWith('host') && (domain !== '' || path !== '/'),
    `The cookie name ${name} needs the path / and no domain`,
  );
};
