import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CallerLimits } from '../auth/guard/caller-limits.js';
import { type Credential, readCredential, readKey } from '../auth/guard/credential.js';
import { Identities } from '../auth/guard/identities.js';
import type { Identity } from '../auth/guard/caller.js';
import { checkKeyOrigin } from '../auth/guard/key-origins.js';
import { SameOriginGuard } from '../auth/guard/same-origin.guard.js';
import { Settings } from '../platform/settings/settings.js';
import { type LargeBodyGuard, UnknownSender } from './sessman-http.js';
import { readParameters } from './sessman-parameters.js';

/**
 * Admits callers of every role, but no API key without the permission for session data. If SESSMAN_AUTH is "open", it
 * admits everybody.
 *
 * Reads only the first credential present, in this order: Authorization, X-Custom-Auth, `apikey` in query or body, login
 * cookie.
 */
@Injectable()
export class SessmanGuard implements CanActivate, LargeBodyGuard {
  private readonly isOpen: boolean;

  constructor(
    { sessman }: Settings,
    private readonly identities: Identities,
    private readonly sameOrigin: SameOriginGuard,
    private readonly limits: CallerLimits,
  ) {
    this.isOpen = sessman.auth === 'open';
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    http.getResponse<FastifyReply>().header('cache-control', 'no-store');
    if (this.isOpen) {
      this.checkOpen(request);
      this.limits.takeUnknown(request);
      return true;
    }
    const identity = await this.identify(request);
    this.check(request, identity);
    // A key is an application's, also if it is bound to a username: it calls for all users of that application.
    this.limits.take(identity, identity.keyId === undefined ? identity.caller.username : undefined);
    request.caller = identity.caller;
    return true;
  }

  async identifyEarly(request: FastifyRequest): Promise<void> {
    if (this.isOpen) {
      this.checkOpen(request);
      return;
    }
    let identity: Identity | undefined;
    try {
      const credential = earlyCredentialOf(request);
      if (credential) identity = await this.identities.of(credential);
    } catch (error) {
      if (!(error instanceof UnauthorizedException)) throw error;
    }
    if (!identity) return this.refuse(request, new UnknownSender(), LARGE_BODY_COST);
    this.check(request, identity);
  }

  /** Without a credential, only the origin tells our own pages from all others. */
  private checkOpen(request: FastifyRequest): void {
    this.sameOrigin.check(request);
  }

  private check(request: FastifyRequest, identity: Identity): void {
    checkKeyOrigin(identity, request);
    if (identity.limits?.sessionData === false) {
      throw new ForbiddenException('this API key is not for session data');
    }
    if (identity.caller.via === 'login') this.sameOrigin.check(request);
  }

  /** Rejects with a ForbiddenException, because the original sessman answers 403 and never 401. */
  private async identify(request: FastifyRequest): Promise<Identity> {
    try {
      const credential = credentialOf(request);
      if (credential) return await this.identities.of(credential);
    } catch (error) {
      if (!(error instanceof UnauthorizedException)) throw error;
    }
    return this.refuse(request, new ForbiddenException('unauthorized'));
  }

  private refuse(request: FastifyRequest, error: Error, cost?: number): Promise<never> {
    return new Promise((_, reject) => {
      this.limits.refuse(request, error, reject, cost);
    });
  }
}

/** As how many refused requests a large body counts: its sender may have to open a connection for each. */
const LARGE_BODY_COST = 100;

/** Returns the credential in the headers or in the query. The key may also be in the body, which is not read yet. */
const earlyCredentialOf = (request: FastifyRequest): Credential | undefined => {
  const key = readKey(request.headers);
  if (key) return key;
  const { apikey } = request.query as { apikey?: unknown };
  return typeof apikey === 'string' && apikey !== ''
    ? { kind: 'api-key', value: apikey }
    : readCredential(request);
};

const credentialOf = (request: FastifyRequest): Credential | undefined => {
  const key = readKey(request.headers);
  if (key) return key;
  const { apikey } = readParameters(request);
  return apikey === undefined ? readCredential(request) : { kind: 'api-key', value: apikey };
};
