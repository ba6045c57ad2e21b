import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

const ABOUT = `Who is on which view of a web application, and for how long it was really visible.

Lengths of texts count UTF-16 code units. Texts have no lone surrogates. Numbers in a query are in decimal notation.
Times are epoch seconds. Text in bodies and URLs is UTF-8. Calls under /api/v2 refuse query parameters that they do not
have.`;

/** Returns a function that creates the OpenAPI document when it is first called, and returns the same one later. */
export const describeApi = (app: NestFastifyApplication): (() => OpenAPIObject) => {
  const about = new DocumentBuilder()
    .setTitle('Dwell')
    .setDescription(ABOUT)
    .setVersion('2')
    .addBearerAuth()
    .addCookieAuth('dwell_sid', { type: 'apiKey', description: 'Over http' })
    .addCookieAuth('__Host-dwell_sid', { type: 'apiKey', description: 'Over https' }, 'cookie_over_https')
    .build();
  let document: OpenAPIObject | undefined;
  return () => (document ??= complete(SwaggerModule.createDocument(app, about)));
};

/**
 * Adds what all operations have in common: their errors, and the second name of each list parameter, such as
 * `usernames[]` for `usernames`.
 */
const complete = (document: OpenAPIObject): OpenAPIObject => {
  for (const { method, path, operation } of operationsOf(document)) {
    operation.parameters = operation.parameters?.flatMap<Parameter>((parameter) =>
      isList(parameter) ? [parameter, { ...parameter, name: `${parameter.name}[]` }] : parameter,
    );
    operation.responses = { ...errorsOf(method, path, operation), ...operation.responses };
  }
  return document;
};

/**
 * Describes the errors that an operation can answer with. A limit, or a database that does not answer, can refuse any
 * operation.
 */
const errorsOf = (method: string, path: string, { requestBody }: Operation): Operation['responses'] => {
  const schema: object = path.startsWith('/sessman') ? SESSMAN_ERROR : ERROR;
  const error = (description: string) => ({ description, content: { 'application/json': { schema } } });
  return {
    ...(path.startsWith('/sessman') && { 507: error('All session data together has reached its quota') }),
    408: { description: 'The request did not arrive in time' },
    421: error('The server does not answer to this host name, see ALLOWED_HOSTS'),
    400: error('A field, a parameter or a header is not valid, or a text is not UTF-8'),
    401: error('No valid credential, or a wrong password'),
    403: error('The caller lacks the role or the permission, or the request comes from an unknown origin'),
    431: error('The URL and the headers together are larger than 16 KB'),
    429: error(
      'Too many failed logins, or requests of this user, with this key or, without a credential, from this address; Retry-After says when to try again',
    ),
    503: error(
      'The database can not take this now, or too many lists, large bodies or passwords are being worked on; Retry-After says when to try again',
    ),
    ...((path.includes('{') || path.startsWith('/sessman')) && {
      404: error('Nothing is found at this path'),
    }),
    ...(method !== 'get' && {
      409: error(
        'The name is taken, the only admin would be gone, or the second factor is on or off already',
      ),
    }),
    ...(requestBody && {
      413: error('The body is too large'),
      415: error('The body is not JSON in UTF-8 without compression'),
    }),
  };
};

/** The shape of ErrorAnswer. */
const ERROR = {
  type: 'object',
  required: ['statusCode', 'error', 'message'],
  properties: {
    statusCode: { type: 'integer' },
    error: { type: 'string' },
    message: { type: 'string' },
    reason: {
      type: 'string',
      enum: ['code_required', 'code_wrong', 'must_change_password'],
      description:
        'code_required, code_wrong: of a login whose password is right, and whose user has a second factor. ' +
        'must_change_password: the password was given by somebody else, and must be changed first.',
    },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
} as const;

const SESSMAN_ERROR = {
  type: 'object',
  required: ['error'],
  properties: { error: { type: 'string' } },
} as const;

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

/** Returns whether `parameter` is a query parameter that takes a list. */
export const isList = (parameter: Parameter): parameter is NamedParameter =>
  isInQuery(parameter) && (parameter.schema as { type?: unknown } | undefined)?.type === 'array';

export const isInQuery = (parameter: Parameter): parameter is NamedParameter =>
  'in' in parameter && parameter.in === 'query';

/** Serves OpenAPI at /api/docs, and its JSON at /api/openapi.json and, as before, at /api/docs-json. */
export const serveApiDocs = (app: NestFastifyApplication, document: () => OpenAPIObject): void => {
  SwaggerModule.setup('api/docs', app, document);
  app
    .getHttpAdapter()
    .getInstance()
    .get('/api/openapi.json', (_, reply) => reply.send(document()));
};
