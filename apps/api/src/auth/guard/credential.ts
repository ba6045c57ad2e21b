import type { IncomingHttpHeaders } from 'node:http';
import { UnauthorizedException } from '@nestjs/common';
import { LOGIN_COOKIE, type Scheme } from './cookie-names.js';

export type CredentialKind = 'api-key' | 'jwt' | 'login';

/** What a request sends to prove who makes it. */
export interface Credential {
  readonly kind: CredentialKind;
  /** The key, the token, or the login's cookies in the form of a Cookie header. */
  readonly value: string;
}

export const API_KEY_PREFIX = 'dwell_';

/** The parts of a request from which its credential is read. */
export interface CredentialRequest {
  readonly headers: IncomingHttpHeaders;
  readonly forwarding: { readonly scheme: Scheme };
}

const BEARER = /^Bearer +(\S+)$/i;

/**
 * Returns the credential of a request; undefined if it has none. Only the first of Authorization, X-Custom-Auth and
 * cookie is read: a bad credential is refused even if a good one follows.
 * @throws UnauthorizedException for an Authorization header that is not `Bearer …`
 */
export const readCredential = (request: CredentialRequest): Credential | undefined => {
  const key = readKey(request.headers);
  if (key) return key;
  const { cookie } = request.headers;
  // The scheme is computed each time it is read, so it is read only if there is a cookie.
  const cookies = cookie && readLoginCookies(cookie, LOGIN_COOKIE[request.forwarding.scheme]);
  return cookies ? { kind: 'login', value: cookies } : undefined;
};

/**
 * Returns the key or the token in the headers of a request; undefined if there is none. A client sends these on
 * purpose, while a browser adds a cookie by itself.
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
 * Returns the cookies of this name in the form of a Cookie header; '' if there are none. A request may contain several
 * of them, which were set for other paths or domains.
 */
const readLoginCookies = (header: string, name: string): string =>
  header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .join('; ');
