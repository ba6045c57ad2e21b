import { type CanActivate, type ExecutionContext, ForbiddenException, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Origins } from '../../http/origins.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Values of Sec-Fetch-Site that a browser never sends with a request that another web site causes. */
const OWN_SITES: ReadonlySet<unknown> = new Set(['same-origin', 'none']);

/**
 * Keeps other web sites from acting with a user's cookie. A browser names the origin of an unsafe request; this
 * origin must be the server's own or an allowed one. A client that names neither origin nor site is not a browser,
 * and is admitted.
 */
@Injectable()
export class SameOriginGuard implements CanActivate {
  constructor(private readonly origins: Origins) {}

  canActivate(context: ExecutionContext): boolean {
    this.check(context.switchToHttp().getRequest<FastifyRequest>());
    return true;
  }

  /** Checks requests of unsafe methods. @throws ForbiddenException */
  check(request: FastifyRequest): void {
    if (!SAFE_METHODS.has(request.method)) this.checkAny(request);
  }

  /**
   * Checks requests of all methods, for routes where a GET changes data too.
   * @throws ForbiddenException
   */
  checkAny(request: FastifyRequest): void {
    const { method, headers } = request;
    const { origin, 'sec-fetch-site': site } = headers;
    if (this.origins.isKnown(request) || (origin === undefined && site === undefined)) return;
    // A browser sends no Origin when a page reads from its own server, or when somebody types the address.
    if (SAFE_METHODS.has(method) && origin === undefined && OWN_SITES.has(site)) return;
    this.origins.noteRefusal(request);
    throw new ForbiddenException(
      'This request comes from another web site. If that site is trusted, name it in ALLOWED_ORIGINS; behind a proxy, set TRUST_PROXY',
    );
  }
}
