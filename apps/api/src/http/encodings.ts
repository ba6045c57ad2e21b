import { type HttpException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { FieldError } from '@dwell/shared';
import type { FastifyRequest } from 'fastify';
import { InvalidFields } from './validation.js';

/**
 * Returns an error if the query is not UTF-8, or if the body is compressed or has another charset than UTF-8; undefined
 * otherwise. A decoder would replace what it can't read, and the server would store or look for another name than the
 * client sent. Other code refuses paths (the router) and bodies (the parsers) that are not UTF-8.
 */
export const encodingError = ({ method, url, headers }: FastifyRequest): HttpException | undefined =>
  queryError(url) ?? (BODILESS.has(method) ? undefined : bodyError(headers));

const BODILESS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * The paths whose query the server reads. The queries of the dashboard's pages are read in the browser; the server
 * accepts any.
 */
const READS_QUERY = /^\/(?:api|sessman)\//;

const queryError = (url: string): InvalidFields | undefined => {
  if (!url.includes('%') || !READS_QUERY.test(url)) return undefined;
  const errors = url
    .replace(/^[^?#]*[?#]?/, '')
    .split('&')
    .filter((parameter) => decode(parameter) === undefined)
    .map((parameter): FieldError => {
      const [name = ''] = parameter.split('=', 1);
      return { field: decode(name) ?? name, message: RULE };
    });
  return errors.length > 0 ? new InvalidFields(errors) : undefined;
};

const RULE = 'must be percent-encoded UTF-8';

const decode = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

interface BodyHeaders {
  readonly 'content-type'?: string | undefined;
  readonly 'content-encoding'?: string | undefined;
  readonly 'transfer-encoding'?: string | undefined;
}

const CHARSET = /;\s*charset\s*=\s*(?:"([^"]*)"|([^;\s]*))/gi;

const UTF_8 = /^utf-?8$/i;

const bodyError = ({
  'content-type': type,
  'content-encoding': coding,
  'transfer-encoding': transfer,
}: BodyHeaders): UnsupportedMediaTypeException | undefined => {
  if (coding !== undefined && coding.toLowerCase() !== 'identity') {
    return new UnsupportedMediaTypeException('The body must be sent without Content-Encoding');
  }
  // Node undoes the coding "chunked", and no other one.
  if (transfer !== undefined && transfer.toLowerCase() !== 'chunked') {
    return new UnsupportedMediaTypeException('The only Transfer-Encoding of a body is chunked');
  }
  // Nearly all requests have a type without parameters.
  if (!type?.includes(';')) return undefined;
  const isOther = [...type.matchAll(CHARSET)].some(([, quoted, plain]) => !UTF_8.test(quoted ?? plain ?? ''));
  return isOther
    ? new UnsupportedMediaTypeException(
        'The body must be UTF-8, but the charset in Content-Type is another one',
      )
    : undefined;
};
