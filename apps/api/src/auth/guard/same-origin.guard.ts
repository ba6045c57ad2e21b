import { type CanActivate, type ExecutionContext, ForbiddenException, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isForAllowedOrigins, Origins } from '../../http/origins.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Values of Sec-Fetch-Site that a browser never sends with a request that another web site causes. */
const OWN_SITES: ReadonlySet<unknown> = new Set(['same-origin', 'none']);

/**
 * Keeps other web sites from acting, and from reading, with a user's cookie. A browser names the origin of the page
 * that sends a request. That origin must be the server's own; on routes with ForAllowedOrigins, it may also be an
 * allowed one. A link on another site may open any route without ForAllowedOrigins. A request that names neither origin
 * nor site is admitted: it comes from a program that is no browser, or it is a GET that a browser sends over plain
 * http.
 */
@Injectable()
export class SameOriginGuard implements CanActivate {
  constructor(private readonly origins: Origins) {}

  canActivate(context: ExecutionContext): boolean {
    this.check(context.switchToHttp().getRequest<FastifyRequest>());
    return true;
  }

  /** @throws ForbiddenException if a page of another web site may have sent the request with a user's cookie */
  check(request: FastifyRequest): void {
    if (this.origins.mayCall(request) || isOfOwnSite(request)) return;
    this.origins.noteRefusal(request);
    throw new ForbiddenException(refusalOf(request));
  }
}

/**
 * Returns whether a request without the header Origin is admitted: either no other web site can have caused it, or that
 * site can't read the answer. Over plain http, browsers do not name the site, so a GET that another site has caused is
 * admitted there.
 */
const isOfOwnSite = (request: FastifyRequest): boolean => {
  const { origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = request.headers;
  if (origin !== undefined) return false;
  if (site === undefined) return true;
  // A browser sends no Origin when a page reads from its own server, or when somebody types the address.
  if (!SAFE_METHODS.has(request.method)) return false;
  if (OWN_SITES.has(site)) return true;
  // A link on another site may lead here: that site can't read the page that the link opens. Routes that are marked
  // with ForAllowedOrigins change data by GET too, so no link may open them.
  return mode === 'navigate' && !isForAllowedOrigins(request);
};

const refusalOf = (request: FastifyRequest): string =>
  isForAllowedOrigins(request)
    ? 'This request comes from another web site. If that site is trusted, name it in ALLOWED_ORIGINS; behind a proxy, set TRUST_PROXY'
    : "This request comes from another web site. With a login, only pages of this server's own origin may call this; behind a proxy, set TRUST_PROXY";
