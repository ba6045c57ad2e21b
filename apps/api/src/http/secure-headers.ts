import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Makes browsers use https alone for a year. */
const HSTS = 'max-age=31536000';

/**
 * Sets the security headers: pages load nothing from other origins and run no inline script, and browsers neither render
 * nor run data.
 * @param data matches the URLs that answer with data
 */
export const secureHeaders = async (app: NestFastifyApplication, data: RegExp): Promise<void> => {
  const fastify = app.getHttpAdapter().getInstance();
  // Routes that answer with data go without Helmet: it builds its headers again for each request, a tenth of a
  // keepalive's cost. They get their headers from checkFirst.
  fastify.addHook('onRoute', (route) => {
    if (data.test(route.url)) route.helmet = false;
  });
  // Browsers remember this header for the host's name, so it is sent only over https.
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.forwarding.scheme === 'https') reply.header('strict-transport-security', HSTS);
    done();
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Component libraries set sizes and colours in style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        // Many internal hosts serve Dwell over plain http, and have no https to upgrade to.
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
};
