import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

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

/** Serves OpenAPI at /api/docs, and its JSON at /api/docs-json. Generates them at the first request. */
export const serveApiDocs = (app: NestFastifyApplication): void => {
  const about = new DocumentBuilder()
    .setTitle('Dwell')
    .setDescription('Who is on which view of a web application, and for how long it was really visible.')
    .setVersion('2')
    .addBearerAuth()
    .addCookieAuth('dwell_sid')
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, about));
};
