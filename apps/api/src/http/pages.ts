import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const DASHBOARD = fileURLToPath(new URL('../../../dashboard/dist/', import.meta.url));

const YEAR_SECONDS = 31_536_000;

/** Paths that are never a page of the dashboard: a missing file there is a 404. */
const NO_PAGE = /^\/(api\/|assets\/|tracker(-[^/]*)?\.js)/;

/**
 * Serves the built dashboard. Answers index.html to every path that is neither a file nor another route nor in
 * NO_PAGE.
 */
export const serveDashboard = async (app: NestFastifyApplication): Promise<void> => {
  if (!existsSync(DASHBOARD)) return;
  await app.register(fastifyStatic, {
    root: DASHBOARD,
    wildcard: false,
    index: false,
    setHeaders: (reply, path) => {
      // Built assets carry a hash of their content in their names.
      const isAsset = path.startsWith(`${DASHBOARD}assets/`);
      reply.header('cache-control', isAsset ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
    },
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/*', (request, reply) =>
    NO_PAGE.test(request.url) ? reply.callNotFound() : reply.sendFile('index.html'),
  );
};
