import type { FastifyReply, SessionRequest } from './http.js';
import type { Sessions } from './sessions.js';

/** The part of a Fastify application that the plugin uses. */
export interface FastifyApplication<Req> {
  decorateRequest(name: string, value: unknown): unknown;
  addHook(name: 'onRequest', hook: (request: Req, reply: FastifyReply) => Promise<void>): unknown;
}

/** Marks a plugin whose hooks apply to the whole application, not only to the routes that the plugin registers. */
const FOR_ALL_ROUTES = Symbol.for('skip-override');

/**
 * Returns the middleware as a Fastify plugin: `await app.register(fastifySessions(sessions))`. Handlers pass their
 * request and reply to the methods of `sessions`. If the store fails, Fastify answers the request with its error
 * response.
 */
export const fastifySessions = <T, Req extends SessionRequest>(
  sessions: Sessions<T, Req>,
): ((app: FastifyApplication<Req>) => Promise<void>) => {
  const load = sessions.middleware();
  const plugin = async (app: FastifyApplication<Req>): Promise<void> => {
    app.decorateRequest('sessionId', '');
    app.decorateRequest('sessionData', undefined);
    app.addHook('onRequest', (request, reply) => load(request, reply));
  };
  return Object.assign(plugin, { [FOR_ALL_ROUTES]: true });
};
