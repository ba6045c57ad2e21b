import { parseCookie } from 'cookie';

export const LOGIN_COOKIE = 'dwell_sid';

/** The signed session id in a Cookie header. */
export const readLoginCookie = (header: string | undefined): string | undefined =>
  header === undefined ? undefined : parseCookie(header)[LOGIN_COOKIE];
