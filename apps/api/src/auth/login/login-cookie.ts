import { parseCookie, stringifySetCookie } from 'cookie';
import { LOGIN_AGE_MS } from './logins.js';

export const LOGIN_COOKIE = 'dwell_sid';

const attributes = (secure: boolean) => ({ httpOnly: true, sameSite: 'lax', path: '/', secure }) as const;

/** The signed session id in a Cookie header. */
export const readLoginCookie = (header: string | undefined): string | undefined =>
  header === undefined ? undefined : parseCookie(header)[LOGIN_COOKIE];

/** The Set-Cookie header of a login; `secure` where the request came over https. */
export const loginCookie = (signed: string, secure: boolean): string =>
  stringifySetCookie({
    name: LOGIN_COOKIE,
    value: signed,
    maxAge: LOGIN_AGE_MS / 1000,
    ...attributes(secure),
  });

/** The Set-Cookie header that takes a login's cookie away: a browser matches it by the same attributes. */
export const clearedLoginCookie = (secure: boolean): string =>
  stringifySetCookie({
    name: LOGIN_COOKIE,
    value: '',
    maxAge: 0,
    expires: new Date(0),
    ...attributes(secure),
  });
