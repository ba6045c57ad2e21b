import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Credential, readCredential, readKey } from '../auth/guard/credential.js';
import { Identities } from '../auth/guard/identities.js';
import type { Identity } from '../auth/guard/caller.js';
import { checkKeyOrigin } from '../auth/guard/key-origins.js';
import { SameOriginGuard } from '../auth/guard/same-origin.guard.js';
import { Settings } from '../platform/settings/settings.js';
import { readParameters } from './sessman-parameters.js';

/**
 * Admits callers of every role, but no API key without the permission for session data; or everybody if SESSMAN_AUTH is "open". Reads only the first credential present, in
 * this order: Authorization, X-Custom-Auth, `apikey` in query or body, login cookie.
 */
@Injectable()
export class SessmanGuard implements CanActivate {
  private readonly isOpen: boolean;

  constructor(
    { sessman }: Settings,
    private readonly identities: Identities,
    private readonly sameOrigin: SameOriginGuard,
  ) {
    this.isOpen = sessman.auth === 'open';
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    http.getResponse<FastifyReply>().header('cache-control', 'no-store');
    if (this.isOpen) {
      // Without a credential, only the origin tells our own pages from all others.
      this.sameOrigin.check(request);
      return true;
    }
    const identity = await this.identify(request);
    checkKeyOrigin(identity, request);
    if (identity.limits?.sessionData === false) {
      throw new ForbiddenException('this API key is not for session data');
    }
    if (identity.caller.via === 'login') this.sameOrigin.check(request);
    request.caller = identity.caller;
    return true;
  }

  /** Rejects with a ForbiddenException, because the original sessman answers 403 and never 401. */
  private async identify(request: FastifyRequest): Promise<Identity> {
    try {
      const credential = credentialOf(request);
      if (credential) return await this.identities.of(credential);
    } catch (error) {
      if (!(error instanceof UnauthorizedException)) throw error;
    }
    throw new ForbiddenException('unauthorized');
  }
}

const credentialOf = (request: FastifyRequest): Credential | undefined => {
  const key = readKey(request.headers);
  if (key) return key;
  const { apikey } = readParameters(request);
  return apikey === undefined ? readCredential(request.headers) : { kind: 'api-key', value: apikey };
};
