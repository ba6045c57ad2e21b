import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ANSWER_SCHEMAS } from './answer-schemas.js';
import { errorsOf, sharedErrors } from './errors.js';
import { DESCRIBED, type Described } from './operation.js';
import { contentOf, type Response } from './responses.js';
import { ROLE, SECURITY_SCHEMES, securityOf } from './security.js';

const ABOUT = `Who is on which view of a web application, and for how long it was really visible.

Lengths of texts count UTF-16 code units. Texts have no lone surrogates. Numbers in a query are in decimal notation.
Times are epoch seconds. Text in bodies and URLs is UTF-8. Calls under /api/v2 refuse query parameters that they do not
have.`;

/** Returns a function that creates the OpenAPI document when it is first called, and returns the same one later. */
export const describeApi = (app: NestFastifyApplication): (() => OpenAPIObject) => {
  const about = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Dwell')
    .setDescription(ABOUT)
    .setVersion('2')
    .setLicense('MIT', 'https://spdx.org/licenses/MIT.html')
    .build();
  let document: OpenAPIObject | undefined;
  return () => (document ??= complete(renameBodies(SwaggerModule.createDocument(app, about))));
};

/** Gives the DTOs of bodies the names of the types in libs/shared: CreateUserBody for CreateUserDto. */
const renameBodies = (document: OpenAPIObject): OpenAPIObject =>
  JSON.parse(
    JSON.stringify(document).replace(/("(?:#\/components\/schemas\/)?\w+)Dto"/g, '$1Body"'),
  ) as OpenAPIObject;

/**
 * Adds what Nest does not know: answers, errors, security, examples, and the second name of each parameter that takes a
 * list, such as `groups[]` for `groups`.
 */
const complete = (document: OpenAPIObject): OpenAPIObject => {
  for (const each of operationsOf(document)) completeOperation(each);
  const { schemas } = document.components ?? {};
  return {
    ...document,
    paths: sorted(document.paths),
    components: {
      schemas: sorted({ ...schemas, ...ANSWER_SCHEMAS }),
      responses: sharedErrors(),
      securitySchemes: SECURITY_SCHEMES,
    },
  };
};

const completeOperation = ({ method, path, operation }: DescribedOperation): void => {
  const { [DESCRIBED]: described, [ROLE]: role } = operation;
  const { description, errors } = described ?? {};
  operation.operationId = described?.olderIds?.[path.split('/').at(-1) ?? ''] ?? operation.operationId;
  Object.assign(operation, securityOf(path, role, description));
  operation.parameters = operation.parameters?.flatMap<Parameter>((parameter) => {
    const { name } = parameter as NamedParameter;
    const text = described?.parameters?.[name];
    if (text !== undefined) return { ...parameter, description: text };
    return isList(parameter) ? [parameter, { ...parameter, name: `${name}[]` }] : parameter;
  });
  const { requestBody } = operation;
  if (requestBody && 'content' in requestBody && described?.body) {
    for (const content of Object.values(requestBody.content)) content.example = described.body;
    for (const [type, example] of Object.entries(described.bodyFormats ?? {})) {
      requestBody.content[type] = { schema: { type: 'string' }, example };
    }
  }
  operation.responses = {
    ...(described ? answersOf(described) : operation.responses),
    ...errorsOf(method, path, errors),
  };
  Reflect.deleteProperty(operation, DESCRIBED);
};

const answersOf = ({ answer, status, formats, ...more }: Described): Record<string, Response> => ({
  [status]:
    (answer ?? formats)
      ? contentOf({ ...more, description: 'Done.', answer, formats })
      : { description: 'Done.' },
});

const sorted = <Value>(record: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & {
  [DESCRIBED]?: Described;
  [ROLE]?: string;
};
type Parameter = NonNullable<Operation['parameters']>[number];
type NamedParameter = Extract<Parameter, { name: string }>;

interface DescribedOperation {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Returns all operations of the API, with their method (`get`) and their path (`/api/v2/sessions/{id}`). */
export const operationsOf = ({ paths }: OpenAPIObject): DescribedOperation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const operation = methods[method];
      return operation ? [{ method, path, operation }] : [];
    }),
  );

/** Returns whether `parameter` is a query parameter that takes a list. */
export const isList = (parameter: Parameter): parameter is NamedParameter =>
  isInQuery(parameter) && (parameter.schema as { type?: unknown } | undefined)?.type === 'array';

export const isInQuery = (parameter: Parameter): parameter is NamedParameter =>
  'in' in parameter && parameter.in === 'query';

/** Serves Swagger UI at /api/docs, and the document as JSON at /api/openapi.json and, as before, at /api/docs-json. */
export const serveApiDocs = (app: NestFastifyApplication, document: () => OpenAPIObject): void => {
  SwaggerModule.setup('api/docs', app, document);
  app
    .getHttpAdapter()
    .getInstance()
    .get('/api/openapi.json', (_, reply) => reply.send(document()));
};
