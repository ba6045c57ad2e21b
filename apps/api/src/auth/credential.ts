import type { IncomingHttpHeaders } from 'node:http';
import { UnauthorizedException } from '@nestjs/common';
import { readLoginCookie } from './login/login-cookie.js';

export type CredentialKind = 'api-key' | 'jwt' | 'login';

/** What a request shows to say who makes it. */
export interface Credential {
  readonly kind: CredentialKind;
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
  const { authorization, 'x-custom-auth': custom } = headers;
  if (authorization !== undefined) {
    const value = BEARER.exec(authorization)?.[1];
    if (value === undefined) {
      throw new UnauthorizedException('The Authorization header must be "Bearer" and an API key or a token');
    }
    return { kind: value.startsWith(API_KEY_PREFIX) ? 'api-key' : 'jwt', value };
  }
  if (custom !== undefined) return { kind: 'api-key', value: String(custom) };
  const cookie = readLoginCookie(headers.cookie);
  return cookie === undefined ? undefined : { kind: 'login', value: cookie };
}
