import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** OpenAPI at /api/docs, its JSON at /api/docs-json; made when first asked for. */
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
