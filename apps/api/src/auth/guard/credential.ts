import type { IncomingHttpHeaders } from 'node:http';
import { UnauthorizedException } from '@nestjs/common';
import { readLoginCookies } from '../login/login-cookie.js';

export type CredentialKind = 'api-key' | 'jwt' | 'login';

/** What a request shows to say who makes it. */
export interface Credential {
  readonly kind: CredentialKind;
  /** The key, the token, or the login's cookies as a Cookie header. */
  readonly value: string;
}

export const API_KEY_PREFIX = 'dwell_';

const BEARER = /^Bearer +(\S+)$/i;

/**
 * The credential of a request, undefined where it has none. The first present counts: Authorization, X-Custom-Auth,
 * cookie; a bad one is never made up for by a good one after it.
 * @throws UnauthorizedException for an Authorization header that is not `Bearer …`
 */
export function readCredential(headers: IncomingHttpHeaders): Credential | undefined {
  const key = readKey(headers);
  if (key) return key;
  const cookies = readLoginCookies(headers.cookie);
  return cookies === undefined ? undefined : { kind: 'login', value: cookies };
}

/**
 * The key or token of a request, which a client sends on purpose, as a browser does not a cookie.
 * @throws UnauthorizedException for an Authorization header that is not `Bearer …`
 */
export function readKey({
  authorization,
  'x-custom-auth': custom,
}: IncomingHttpHeaders): Credential | undefined {
  if (authorization !== undefined) {
    const value = BEARER.exec(authorization)?.[1];
    if (value === undefined) {
      throw new UnauthorizedException('The Authorization header must be "Bearer" and an API key or a token');
    }
    return { kind: value.startsWith(API_KEY_PREFIX) ? 'api-key' : 'jwt', value };
  }
  return custom === undefined ? undefined : { kind: 'api-key', value: String(custom) };
}
