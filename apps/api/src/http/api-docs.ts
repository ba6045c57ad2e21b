import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

/** Returns a function that creates the OpenAPI document when it is first called, and returns the same one later. */
export const describeApi = (app: NestFastifyApplication): (() => OpenAPIObject) => {
  const about = new DocumentBuilder()
    .setTitle('Dwell')
    .setDescription('Who is on which view of a web application, and for how long it was really visible.')
    .setVersion('2')
    .addBearerAuth()
    .addCookieAuth('dwell_sid')
    .build();
  let document: OpenAPIObject | undefined;
  return () => (document ??= nameListsTwice(SwaggerModule.createDocument(app, about)));
};

/** Adds the name with brackets of each list in a query: `usernames[]` beside `usernames`. */
const nameListsTwice = (document: OpenAPIObject): OpenAPIObject => {
  for (const { operation } of operationsOf(document)) {
    operation.parameters = operation.parameters?.flatMap<Parameter>((parameter) =>
      isList(parameter) ? [parameter, { ...parameter, name: `${parameter.name}[]` }] : parameter,
    );
  }
  return document;
};

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = NonNullable<Operation['parameters']>[number];
type NamedParameter = Extract<Parameter, { name: string }>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Returns all operations of the API, with their method (`get`) and their path (`/api/v2/sessions/{id}`). */
export const operationsOf = ({
  paths,
}: OpenAPIObject): { method: string; path: string; operation: Operation }[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const operation = methods[method];
      return operation ? [{ method, path, operation }] : [];
    }),
  );

/** Returns whether `parameter` is one of the query that takes a list. */
export const isList = (parameter: Parameter): parameter is NamedParameter =>
  isInQuery(parameter) && (parameter.schema as { type?: unknown } | undefined)?.type === 'array';

export const isInQuery = (parameter: Parameter): parameter is NamedParameter =>
  'in' in parameter && parameter.in === 'query';

/** Serves OpenAPI at /api/docs, and its JSON at /api/docs-json. */
export const serveApiDocs = (app: NestFastifyApplication, document: () => OpenAPIObject): void => {
  SwaggerModule.setup('api/docs', app, document);
};
