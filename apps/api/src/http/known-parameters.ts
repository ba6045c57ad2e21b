import type { OpenAPIObject } from '@nestjs/swagger';
import type { FieldError } from '@dwell/shared';
import type { FastifyInstance } from 'fastify';
import { isInQuery, isList, operationsOf } from './api-docs.js';
import { NO_QUERY, type Query } from './query.js';
import { InvalidFields, UNKNOWN_FIELD } from './validation.js';

/** The query parameters of an operation: which names there are, and whether each takes a list. */
type KnownParameters = ReadonlyMap<string, { readonly isList: boolean }>;

/**
 * Answers 400 to a query parameter that the OpenAPI document does not name, and to a list where it names one value.
 * Checks the routes that match `api`, also those that take no query. The check does not depend on the DTOs, because
 * class-transformer drops some names silently, such as `__proto__`, before they are validated.
 */
export const refuseUnknownParameters = (
  fastify: FastifyInstance,
  api: RegExp,
  document: () => OpenAPIObject,
): void => {
  let known: ReadonlyMap<string, KnownParameters> | undefined;
  fastify.addHook('onRequest', (request, _reply, done) => {
    // Nearly all requests are pings, which have no query.
    const query = request.query as Query;
    const { method, routeOptions } = request;
    if (query === NO_QUERY || !api.test(routeOptions.url ?? '')) {
      done();
      return;
    }
    known ??= readKnownParameters(document());
    const operation = `${method === 'HEAD' ? 'GET' : method} ${routeOptions.url ?? ''}`;
    const errors = problemsOf(query, known.get(operation) ?? new Map());
    done(errors.length > 0 ? new InvalidFields(errors) : undefined);
  });
};

const problemsOf = (query: Query, known: KnownParameters): FieldError[] =>
  Object.entries(query).flatMap(([field, value]) => {
    const parameter = known.get(field);
    if (!parameter) return [{ field, message: UNKNOWN_FIELD }];
    return Array.isArray(value) && !parameter.isList ? [{ field, message: 'must be a single value' }] : [];
  });

/** Returns the parameters of each operation by its method and route, such as `GET /api/v2/sessions/:id`. */
const readKnownParameters = (document: OpenAPIObject): Map<string, KnownParameters> =>
  new Map(
    operationsOf(document).map(({ method, path, operation }) => [
      `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
      new Map(
        (operation.parameters ?? [])
          .filter(isInQuery)
          .map((parameter) => [parameter.name, { isList: isList(parameter) }]),
      ),
    ]),
  );
