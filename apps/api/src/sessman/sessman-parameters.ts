import {
  applyDecorators,
  BadRequestException,
  createParamDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import { ApiBody, ApiQuery } from '@nestjs/swagger';
import { isLegalString, LEGAL_STRING_RULE } from '@dwell/shared';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../auth/guard/caller.js';
import { LEGAL_STRING } from '../http/validation.js';

/** How deep data may be nested. JSON.stringify would overflow the stack with data that is nested much deeper. */
export const MAX_DATA_DEPTH = 200;

/** The parameters of a call. Empty text counts as absent, except as `data` in the body. */
export interface SessmanParameters {
  readonly apikey?: string;
  readonly sessionId?: string;
  readonly user?: string;
  /** Any JSON value; undefined if none was sent. */
  readonly data?: unknown;
  /** Names the caller, for quotas; undefined if SESSMAN_AUTH is "open". */
  readonly owner?: string;
}

/**
 * Reads the parameters of a request from its query and from its JSON body; the query takes precedence. Ignores all
 * other keys.
 * @throws BadRequestException
 */
export const readParameters = ({ body, query }: FastifyRequest): SessmanParameters => {
  const inQuery = Object.entries(query as object).filter(([, value]) => value !== '');
  const sent = new Map([...Object.entries(objectOf(body)), ...inQuery]);
  const text = (...names: string[]): { name: string; value: string } | undefined =>
    names
      .map((name) => ({ name, value: textOf(name, sent.get(name)) }))
      .find((found): found is { name: string; value: string } => found.value !== undefined);
  const user = text('userid', 'user');
  if (user !== undefined && !isLegalString(user.value)) {
    throw new BadRequestException(`${user.name} ${LEGAL_STRING_RULE}`);
  }
  const { data } = query as { data?: unknown };
  if (Array.isArray(data)) throw new BadRequestException('data must be one text in the query');
  return {
    apikey: text('apikey')?.value,
    sessionId: text('sessionid', 'session_id')?.value,
    user: user?.value,
    data: dataOf(sent.get('data')),
  };
};

/** Decorates a parameter of a handler, which then receives the request's SessmanParameters. */
export const Parameters = createParamDecorator((_: unknown, context: ExecutionContext): SessmanParameters => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return { ...readParameters(request), owner: request.caller && ownerOf(request.caller) };
});

/** Names the owner of what a caller stores: the API key, or the user of the login or token, on whatever device. */
const ownerOf = ({ via, client, username = '' }: Caller): string =>
  via === 'api-key' ? `api-key ${client}` : `${via} ${username}`;

/** The parameters as the OpenAPI document describes them. An empty text counts as absent. */
const DOCUMENTED = {
  userid: 'The user that the session belongs to.',
  user: 'The same as userid.',
  sessionid: 'The session.',
  session_id: 'The same as sessionid.',
  data: 'The data of the session: any JSON value in the body, a text in the query.',
  apikey: 'An API key, for clients that can send no header.',
} as const;

type ParameterName = keyof typeof DOCUMENTED;

const isUser = (name: ParameterName): boolean => name === 'userid' || name === 'user';

/** Documents parameters that a call takes in its query. */
export const DescribeQuery = (...names: ParameterName[]): MethodDecorator =>
  applyDecorators(
    ...names.map((name) =>
      ApiQuery({
        name,
        required: false,
        description: DOCUMENTED[name],
        schema: isUser(name) ? { ...LEGAL_STRING, minLength: 0 } : { type: 'string' },
      }),
    ),
  );

/** Documents parameters that a call takes in its query or in its body. */
export const DescribeParameters = (...names: ParameterName[]): MethodDecorator =>
  applyDecorators(
    DescribeQuery(...names),
    ApiBody({
      required: false,
      schema: {
        type: 'object',
        properties: Object.fromEntries(
          names.map((name) => [name, { description: DOCUMENTED[name], ...bodySchemaOf(name) }]),
        ),
      },
    }),
  );

const bodySchemaOf = (name: ParameterName): object => {
  if (name === 'data') return {};
  const text = isUser(name) ? { ...LEGAL_STRING, minLength: 0 } : { type: 'string' };
  const { MIN_SAFE_INTEGER: minimum, MAX_SAFE_INTEGER: maximum } = Number;
  return {
    oneOf: [text, { type: 'null' }, { type: 'number', minimum, maximum }],
  };
};

const objectOf = (body: unknown): object => {
  if (body === undefined) return {};
  if (isNested(body) && !Array.isArray(body)) return body;
  throw new BadRequestException('the body must be a JSON object');
};

/** Returns a parameter as text; undefined if it is absent. Accepts numbers: user ids are numbers in many programs. */
const textOf = (name: string, value: unknown): string | undefined => {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  // Larger numbers are refused. 1e400 in JSON becomes Infinity, and other large numbers lose their last digits, so that
  // two users could become one.
  if (typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return String(value);
  if (typeof value === 'number') throw new BadRequestException(`${name} must be a smaller number, or text`);
  throw new BadRequestException(`${name} must be one text`);
};

const dataOf = (data: unknown): unknown => {
  refuseLostNumber(data);
  let level = [data].filter(isNested);
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MAX_DATA_DEPTH) {
      throw new BadRequestException(`data must not be nested deeper than ${MAX_DATA_DEPTH} levels`);
    }
    level = level
      .flatMap((value) => Object.values(value) as unknown[])
      .filter((value) => {
        refuseLostNumber(value);
        return isNested(value);
      });
  }
  return data;
};

/** Refuses an infinite number, which 1e400 in JSON becomes: it would be given back as null. */
const refuseLostNumber = (value: unknown): void => {
  if (value === Infinity || value === -Infinity) {
    throw new BadRequestException('data must not have numbers beyond those of a double, such as 1e400');
  }
};

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;
