import type { ServerOptions } from 'node:http';

/** How long the headers of a request may take to arrive, in milliseconds, unless the whole request must be faster. */
const HEADERS_TIMEOUT_MS = 15_000;

/** How often connections are checked for requests that take too long, in milliseconds. */
const CHECK_INTERVAL_MS = 5_000;

/**
 * How long a connection may be without traffic while a request is answered, in milliseconds: much longer than any query
 * takes. This also ends readers that stall; readers of lists have a shorter time.
 */
const SILENCE_MS = 60_000;

/** Options of Fastify. */
export interface TimeoutOptions {
  readonly requestTimeout: number;
  readonly connectionTimeout: number;
  readonly http: ServerOptions;
}

/** Returns the options that end slow requests with 408, and connections on which nothing moves. */
export const timeoutOptions = (requestTimeoutMs: number): TimeoutOptions => ({
  requestTimeout: requestTimeoutMs,
  connectionTimeout: SILENCE_MS,
  http: {
    requestTimeout: requestTimeoutMs,
    headersTimeout: Math.min(HEADERS_TIMEOUT_MS, requestTimeoutMs),
    connectionsCheckingInterval: Math.min(CHECK_INTERVAL_MS, requestTimeoutMs / 2),
  },
});
