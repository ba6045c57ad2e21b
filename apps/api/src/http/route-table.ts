import type { FastifyInstance } from 'fastify';

interface Route {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

/** Lists the methods of each API path, so that a wrong method (405) can be distinguished from a wrong path (404). */
export class RouteTable {
  private readonly routes: Route[] = [];

  /** @param api matches the paths of the API; other paths belong to the dashboard and to the tracker's script. */
  constructor(fastify: FastifyInstance, api: RegExp) {
    fastify.addHook('onRoute', ({ url, method }) => {
      if (!api.test(url)) return;
      const pattern = new RegExp(
        `^${url
          .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
          .replace(/:\w+/g, '[^/]+')
          .replace('\\*', '.*')}/?$`,
      );
      this.routes.push({ pattern, methods: [method].flat() });
    });
  }

  /** Returns the methods of `path`; an empty list if the path does not exist. */
  methodsOf(path: string): string[] {
    return [
      ...new Set(this.routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods)),
    ];
  }
}
