import type { FastifyInstance } from 'fastify';

interface Route {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
  readonly forAllowedOrigins: boolean;
}

/**
 * Decides which paths belong to the API, and lists their methods. So the server can answer 405 to a wrong method, and
 * 404 to a wrong path.
 */
export class RouteTable {
  private readonly routes: Route[] = [];

  /** @param api matches the paths of the API; other paths belong to the dashboard and to the tracker's script. */
  constructor(
    fastify: FastifyInstance,
    private readonly api: RegExp,
  ) {
    fastify.addHook('onRoute', ({ url, method, config }) => {
      if (!api.test(url)) return;
      const pattern = new RegExp(
        `^${url
          .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
          .replace(/:\w+/g, '[^/]+')
          .replace('\\*', '.*')}/?$`,
      );
      this.routes.push({
        pattern,
        methods: [method].flat(),
        forAllowedOrigins: config?.forAllowedOrigins === true,
      });
    });
  }

  /** Returns whether `path` belongs to the API, whether or not it exists. */
  isApi(path: string): boolean {
    return this.api.test(path);
  }

  /** Returns the methods of a path of the API; an empty list if the API has no such path. */
  methodsOf(path: string): string[] {
    return [
      ...new Set(this.routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods)),
    ];
  }

  /**
   * Returns whether pages of allowed origins may call this path of the API by this method. Returns true also if the
   * path or the method does not exist, so that these pages can read that answer.
   */
  isForAllowedOrigins(method: string, path: string): boolean {
    return (
      this.isApi(path) &&
      this.routes
        .filter(({ pattern, methods }) => methods.includes(method) && pattern.test(path))
        .every(({ forAllowedOrigins }) => forAllowedOrigins)
    );
  }
}
