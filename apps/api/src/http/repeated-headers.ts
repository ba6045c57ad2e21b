import type { IncomingMessage } from 'node:http';
import { USER_HEADER } from '@dwell/shared';
import type { FastifyRequest } from 'fastify';
import { InvalidFields } from './validation.js';

/**
 * The headers that this server reads as one value. Node joins the lines of other headers as HTTP prescribes, for
 * example those of Cookie, which a proxy may split when it translates HTTP/2.
 */
const SINGLE: ReadonlyMap<string, string> = new Map(
  [
    ...['Authorization', 'Host', 'Origin', 'X-Custom-Auth', USER_HEADER],
    ...['Content-Type', 'Content-Encoding', 'Sec-Fetch-Site', 'X-Forwarded-Host', 'X-Forwarded-Proto'],
  ].map((name) => [name.toLowerCase(), name]),
);

/**
 * Returns an error if a request has two lines of a header that has one value. Node drops one of them or joins both, so
 * that two servers on the way of a request may each see another user or another origin.
 */
export const repeatedHeaderError = ({ raw }: FastifyRequest): InvalidFields | undefined => {
  if (!hasRepeatedHeader(raw)) return undefined;
  const repeated = repeatedSingle(raw);
  if (repeated.length === 0) return undefined;
  return new InvalidFields(repeated.map((field) => ({ field, message: 'must be sent once' })));
};

/**
 * Returns whether any header has several lines. Counts instead of comparing names, because every keepalive passes here.
 */
const hasRepeatedHeader = ({ headers, rawHeaders }: IncomingMessage): boolean =>
  rawHeaders.length !== 2 * Object.keys(headers).length;

const repeatedSingle = ({ headersDistinct }: IncomingMessage): string[] =>
  Object.entries(headersDistinct).flatMap(([name, lines]) => {
    const single = SINGLE.get(name);
    return single !== undefined && lines !== undefined && lines.length > 1 ? [single] : [];
  });
