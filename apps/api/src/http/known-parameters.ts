import type { OpenAPIObject } from '@nestjs/swagger';
import type { FieldError } from '@dwell/shared';
import type { FastifyRequest } from 'fastify';
import { isInQuery, isList, operationsOf } from './api-docs/document.js';
import { NO_QUERY, type Query } from './query.js';
import { InvalidFields, UNKNOWN_FIELD } from './validation.js';

/** The query parameters of an operation: which names there are, and whether each takes a list. */
type KnownParameters = ReadonlyMap<string, { readonly isList: boolean }>;

/** Returns an error for a request, or undefined. */
export type RequestCheck = (request: FastifyRequest) => InvalidFields | undefined;

/**
 * Returns a check that refuses two kinds of query parameters: those that the OpenAPI document does not name, and those
 * that are a list although the document says that they have a single value. It checks the routes that match `api`, also
 * those that take no query. It does not depend on the DTOs, because class-transformer drops some names silently, such
 * as `__proto__`, before they are validated.
 */
export const unknownParameterCheck = (api: RegExp, document: () => OpenAPIObject): RequestCheck => {
  let known: ReadonlyMap<string, KnownParameters> | undefined;
  return (request) => {
    // Nearly all requests are pings, which have no query. They return here, before routeOptions is read: Fastify makes
    // a new object each time.
    const query = request.query as Query;
    if (query === NO_QUERY) return undefined;
    const { method, routeOptions } = request;
    if (!api.test(routeOptions.url ?? '')) return undefined;
    known ??= readKnownParameters(document());
    const operation = `${method === 'HEAD' ? 'GET' : method} ${routeOptions.url ?? ''}`;
    const errors = problemsOf(query, known.get(operation) ?? new Map());
    return errors.length > 0 ? new InvalidFields(errors) : undefined;
  };
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
