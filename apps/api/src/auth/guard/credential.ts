import type { IncomingHttpHeaders } from 'node:http';
import { UnauthorizedException } from '@nestjs/common';

export type CredentialKind = 'api-key' | 'jwt' | 'login';

/** What a request sends to prove who makes it. */
export interface Credential {
  readonly kind: CredentialKind;
  /** The key, the token, or the login's cookies in the form of a Cookie header. */
  readonly value: string;
}

export const API_KEY_PREFIX = 'dwell_';

export const LOGIN_COOKIE = 'dwell_sid';

const BEARER = /^Bearer +(\S+)$/i;

/**
 * Returns the credential of a request, undefined if it has none. Only the first of Authorization, X-Custom-Auth and
 * cookie is read: a bad credential is refused even if a good one follows.
 * @throws UnauthorizedException for an Authorization header that is not `Bearer …`
 */
export const readCredential = (headers: IncomingHttpHeaders): Credential | undefined => {
  const key = readKey(headers);
  if (key) return key;
  const cookies = readLoginCookies(headers.cookie);
  return cookies === undefined ? undefined : { kind: 'login', value: cookies };
};

/**
 * Returns the key or token of a request. Unlike a cookie, which a browser adds by itself, a client sends these on purpose.
 * @throws UnauthorizedException for an Authorization header that is not `Bearer …`
 */
export const readKey = ({
  authorization,
  'x-custom-auth': custom,
}: IncomingHttpHeaders): Credential | undefined => {
  if (authorization !== undefined) {
    const value = BEARER.exec(authorization)?.[1];
    if (value === undefined) {
      throw new UnauthorizedException('The Authorization header must be "Bearer" and an API key or a token');
    }
    return { kind: value.startsWith(API_KEY_PREFIX) ? 'api-key' : 'jwt', value };
  }
  return custom === undefined ? undefined : { kind: 'api-key', value: String(custom) };
};

/**
 * Returns the cookies that may be a login, in the form of a Cookie header; undefined if there are none. A request may
 * send several cookies of the same name, set for other paths or domains.
 */
const readLoginCookies = (header = ''): string | undefined => {
  const cookies = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${LOGIN_COOKIE}=`));
  return cookies.length === 0 ? undefined : cookies.join('; ');
};
