import type { SessionRequest } from './current-session.js';
import type { FastifyReply } from './session-response.js';
import type { Sessions } from './sessions.js';

/** What is used of an application of Fastify. */
export interface FastifyApplication<Req> {
  decorateRequest(name: string, value: unknown): unknown;
  addHook(name: 'onRequest', hook: (request: Req, reply: FastifyReply) => Promise<void>): unknown;
}

/** Marks a plugin as one for the whole application, not only for the routes that are registered with it. */
const FOR_ALL_ROUTES = Symbol.for('skip-override');

/**
 * The middleware as a plugin of Fastify: `await app.register(fastifySessions(sessions))`. Handlers give their request and
 * reply to the methods of `sessions`. Where the store fails, the request gets Fastify's error response.
 */
export function fastifySessions<T, Req extends SessionRequest>(
  sessions: Sessions<T, Req>,
): (app: FastifyApplication<Req>) => Promise<void> {
  const load = sessions.middleware();
  const plugin = async (app: FastifyApplication<Req>): Promise<void> => {
    app.decorateRequest('sessionId', '');
    app.decorateRequest('sessionData', undefined);
    app.addHook('onRequest', (request, reply) => load(request, reply));
  };
  return Object.assign(plugin, { [FOR_ALL_ROUTES]: true });
}
