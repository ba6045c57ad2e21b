import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Answers of the API are data: a browser neither renders nor runs them. */
const DATA = /^\/(api\/v2\/|sessman(\/|\?|$))/;

/** Pages load nothing from elsewhere and run no inline script; data is told to be just that. */
export const secureHeaders = async (app: NestFastifyApplication): Promise<void> => {
  const fastify = app.getHttpAdapter().getInstance();
  // Helmet builds its headers anew for each request, which is a tenth of a keepalive's cost.
  fastify.addHook('onRoute', (route) => {
    if (DATA.test(route.url)) route.helmet = false;
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (DATA.test(request.url)) void reply.header('x-content-type-options', 'nosniff');
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
        // Dwell is served over plain http on many an internal host.
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
};
