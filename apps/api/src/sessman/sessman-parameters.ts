import { BadRequestException, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { isLegalString, LEGAL_STRING_RULE } from '@dwell/shared';
import type { FastifyRequest } from 'fastify';

/** How deep data may be nested. JSON.stringify would overflow the stack with data that is nested much deeper. */
export const MAX_DATA_DEPTH = 200;

/** The parameters of a call. Empty text counts as absent, except as `data` in the body. */
export interface SessmanParameters {
  readonly apikey?: string;
  readonly sessionId?: string;
  readonly user?: string;
  /** Any JSON value; undefined if none was sent. */
  readonly data?: unknown;
}

/**
 * Reads the parameters of a request from its query and from its JSON body; the query takes precedence. Ignores all
 * other keys.
 * @throws BadRequestException
 */
export const readParameters = ({ body, query }: FastifyRequest): SessmanParameters => {
  const inQuery = Object.entries(query as object).filter(([, value]) => value !== '');
  const sent = new Map([...Object.entries(objectOf(body)), ...inQuery]);
  const text = (...names: string[]): string | undefined =>
    names.map((name) => textOf(name, sent.get(name))).find((value) => value !== undefined);
  const user = text('userid', 'user');
  if (user !== undefined && !isLegalString(user)) {
    throw new BadRequestException(`userid ${LEGAL_STRING_RULE}`);
  }
  return {
    apikey: text('apikey'),
    sessionId: text('sessionid', 'session_id'),
    user,
    data: dataOf(sent.get('data')),
  };
};

/** Parameter of a handler: receives the request's SessmanParameters. */
export const Parameters = createParamDecorator((_: unknown, context: ExecutionContext): SessmanParameters =>
  readParameters(context.switchToHttp().getRequest<FastifyRequest>()),
);

const objectOf = (body: unknown): object => {
  if (body === undefined) return {};
  if (isNested(body) && !Array.isArray(body)) return body;
  throw new BadRequestException('the body must be a JSON object');
};

/** Returns a parameter as text; undefined if it is absent. Accepts numbers: user ids are numbers in many programs. */
const textOf = (name: string, value: unknown): string | undefined => {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new BadRequestException(`${name} must be one text`);
};

const dataOf = (data: unknown): unknown => {
  let level = [data].filter(isNested);
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MAX_DATA_DEPTH) {
      throw new BadRequestException(`data must not be nested deeper than ${MAX_DATA_DEPTH} levels`);
    }
    level = level.flatMap((value) => Object.values(value) as unknown[]).filter(isNested);
  }
  return data;
};

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;
