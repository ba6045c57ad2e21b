import type { FastifyInstance } from 'fastify';

interface Route {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

/** All but the pages and files of the dashboard and the tracker. */
const API = /^\/(api|sessman)(\/|$)/;

/** Knows which methods each API path has, to tell a wrong method (405) from a wrong path (404). */
export class RouteTable {
  private readonly routes: Route[] = [];

  constructor(fastify: FastifyInstance) {
    fastify.addHook('onRoute', ({ url, method }) => {
      if (!API.test(url)) return;
      const pattern = new RegExp(
        `^${url
          .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
          .replace(/:\w+/g, '[^/]+')
          .replace('\\*', '.*')}/?$`,
      );
      this.routes.push({ pattern, methods: [method].flat() });
    });
  }

  /** The methods that `path` answers to; none where there is no such path. */
  methodsOf(path: string): string[] {
    return [
      ...new Set(this.routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods)),
    ];
  }
}
