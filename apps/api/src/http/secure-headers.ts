import type { FastifyReply, FastifyRequest } from 'fastify';

/** Lets a browser that opens data as a page, or in a frame, load and run nothing. */
const NOTHING = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** Lets a page load nothing from other origins, and run no inline script. */
const PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "script-src-attr 'none'",
  // Component libraries set sizes and colours in style attributes.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "object-src 'none'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The headers that Helmet sets by default, with a policy for the dashboard. */
const PAGE_HEADERS = {
  'content-security-policy': PAGE_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};

/** Makes browsers use https alone for a year. */
const HSTS = 'max-age=31536000';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Whether pages of other origins load this route's answer. Then the answer has none of PAGE_HEADERS, which forbid
     * that.
     */
    isForOtherPages?: true;
  }
}

/**
 * Sets the security headers of an answer.
 * @param isData whether the answer is data, which a browser must not render
 */
export const setSecureHeaders = (request: FastifyRequest, reply: FastifyReply, isData: boolean): void => {
  if (isData) {
    void reply.header('x-content-type-options', 'nosniff').header('content-security-policy', NOTHING);
  } else if (!request.routeOptions.config.isForOtherPages) void reply.headers(PAGE_HEADERS);
  // Browsers remember this header for the host's name, so it is sent only over https.
  if (isProxied(request) && request.forwarding.scheme === 'https') {
    void reply.header('strict-transport-security', HSTS);
  }
};

/**
 * Returns whether a proxy may have said that the client used https. Only then is `forwarding` read, which is costly;
 * the server itself serves no https.
 */
const isProxied = ({ headers }: FastifyRequest): boolean =>
  headers['x-forwarded-proto'] !== undefined || headers.forwarded !== undefined;
