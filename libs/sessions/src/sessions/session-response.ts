type HeaderValue = number | string | string[] | undefined;

/** What is used of a response of node:http, Connect or Express. */
export interface NodeResponse {
  readonly headersSent: boolean;
  getHeader(name: string): HeaderValue;
  setHeader(name: string, value: string | string[]): unknown;
}

/** What is used of a reply of Fastify. */
export interface FastifyReply {
  readonly raw: { readonly headersSent: boolean };
  getHeader(name: string): HeaderValue;
  removeHeader(name: string): unknown;
  header(name: string, value: string | string[]): unknown;
}

export type SessionResponse = NodeResponse | FastifyReply;

/** Keeps shared caches from handing one visitor's cookie to another. */
const NOT_CACHED = 'no-cache="Set-Cookie"';

const setHeader = (res: SessionResponse, name: string, value: string | string[]): void => {
  if ('setHeader' in res) {
    res.setHeader(name, value);
  } else {
    // Fastify adds to a Set-Cookie that is there already.
    res.removeHeader(name);
    res.header(name, value);
  }
};

const valuesOf = (res: SessionResponse, name: string): string[] =>
  [res.getHeader(name) ?? []].flat().map(String);

/** @throws Error once it is too late to set a cookie */
export const expectUnsent = (res: SessionResponse): void => {
  if ('setHeader' in res ? res.headersSent : res.raw.headersSent) {
    throw new Error("The session's cookie can not be set: the response has been sent");
  }
};

/** Sets the one cookie of that name; other cookies, and what was said of caching, stay. */
export const setCookie = (res: SessionResponse, name: string, cookie: string): void => {
  const others = valuesOf(res, 'Set-Cookie').filter((other) => !other.startsWith(`${name}=`));
  setHeader(res, 'Set-Cookie', [...others, cookie]);
  const caching = valuesOf(res, 'Cache-Control');
  // What must not be stored at all is kept from others already.
  if (!caching.some((value) => value.includes(NOT_CACHED) || /\bno-store\b/i.test(value))) {
    setHeader(res, 'Cache-Control', [...caching, NOT_CACHED].join(', '));
  }
};
