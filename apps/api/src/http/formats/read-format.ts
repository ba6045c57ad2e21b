import type { FieldError, Format, FormatQuery } from '@dwell/shared';
import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { InvalidFields } from '../validation.js';

/** The media type of each format. JSON is the first, so that a client that takes anything gets JSON. */
export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json',
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
};

const BY_MEDIA_TYPE = new Map(Object.entries(MEDIA_TYPES).map(([format, type]) => [type, format as Format]));

/**
 * Returns the format that a request asks for: the parameter `format`, or else what the header Accept prefers. A client
 * that accepts none of the formats gets JSON, as it always did.
 * @param csvOnly the parameters that mean something in CSV only
 * @throws InvalidFields if the answer is not CSV and one of these is given
 */
export const readFormat = <Q extends FormatQuery>(
  query: Q,
  { headers }: Pick<FastifyRequest, 'headers'>,
  csvOnly: readonly (keyof Q & string)[],
): Format => {
  const accepted = new Negotiator({ headers }).mediaType([...BY_MEDIA_TYPE.keys()]);
  const format = query.format ?? BY_MEDIA_TYPE.get(accepted ?? '') ?? 'json';
  const errors = csvOnly
    .filter((field) => query[field] !== undefined)
    .map((field): FieldError => ({ field, message: 'needs the parameter format=csv' }));
  if (format !== 'csv' && errors.length > 0) throw new InvalidFields(errors);
  return format;
};
