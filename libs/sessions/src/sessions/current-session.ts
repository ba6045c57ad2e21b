/**
 * What a request knows of its session, once the middleware ran or one of the methods of Sessions was called with it.
 * Made to be merged into the request type of a framework.
 */
export interface CurrentSession<T> {
  /** The session's id, without its signature; '' where there is no session. */
  sessionId: string;
  /** The session's data; undefined where there is none. */
  sessionData: T | undefined;
}

/** What is read of a request: one of node:http, Express or Fastify. */
export interface SessionRequest {
  readonly headers: { readonly cookie?: string | undefined };
  /** The request of node:http inside one of Fastify. */
  readonly raw?: unknown;
}
