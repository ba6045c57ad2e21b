/**
 * The session that a request carries, after the middleware or a method of Sessions has run for it. Merge this interface
 * into your framework's request type.
 */
export interface CurrentSession<T> {
  /** The session's id without its signature; '' if there is no session. */
  sessionId: string;
  /** The session's data; undefined if there is none. */
  sessionData: T | undefined;
}

/** The part of a request that sessions use. It fits the requests of node:http, Express and Fastify. */
export interface SessionRequest {
  readonly headers: { readonly cookie?: string | undefined };
  /** In Fastify, the request of node:http. */
  readonly raw?: unknown;
}

type HeaderValue = number | string | string[] | undefined;

/** The part of a response of node:http, Connect or Express that sessions use. */
export interface NodeResponse {
  readonly headersSent: boolean;
  getHeader(name: string): HeaderValue;
  setHeader(name: string, value: string | string[]): unknown;
}

/** The part of Fastify's reply that sessions use. */
export interface FastifyReply {
  readonly raw: { readonly headersSent: boolean };
  getHeader(name: string): HeaderValue;
  removeHeader(name: string): unknown;
  header(name: string, value: string | string[]): unknown;
}

export type SessionResponse = NodeResponse | FastifyReply;

/** Forbids shared caches to store the cookie, which they could send to other visitors. */
const NOT_CACHED = 'no-cache="Set-Cookie"';

const setHeader = (res: SessionResponse, name: string, value: string | string[]): void => {
  if ('setHeader' in res) {
    res.setHeader(name, value);
  } else {
    // Fastify appends to an existing Set-Cookie header.
    res.removeHeader(name);
    res.header(name, value);
  }
};

const valuesOf = (res: SessionResponse, name: string): string[] =>
  [res.getHeader(name) ?? []].flat().map(String);

/** @throws Error if the response's headers have been sent, so that no cookie can be set any more */
export const expectUnsent = (res: SessionResponse): void => {
  if ('setHeader' in res ? res.headersSent : res.raw.headersSent) {
    throw new Error("The session's cookie can't be set: the response has been sent");
  }
};

/**
 * Sets the Set-Cookie header `cookie` in place of an earlier one for the cookie `name`, and forbids caches to store
 * it. Keeps other cookies, and the directives in Cache-Control.
 */
export const setCookie = (res: SessionResponse, name: string, cookie: string): void => {
  const others = valuesOf(res, 'Set-Cookie').filter((other) => !other.startsWith(`${name}=`));
  setHeader(res, 'Set-Cookie', [...others, cookie]);
  const caching = valuesOf(res, 'Cache-Control');
  // no-store already keeps the cookie out of every cache.
  if (!caching.some((value) => value.includes(NOT_CACHED) || /\bno-store\b/i.test(value))) {
    setHeader(res, 'Cache-Control', [...caching, NOT_CACHED].join(', '));
  }
};
