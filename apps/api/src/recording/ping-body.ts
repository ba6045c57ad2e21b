import {
  type FieldError,
  isLegalString,
  type KeepaliveBody,
  LEGAL_STRING_RULE,
  MAX_ELAPSED_MS,
  type SessionHideBody,
  type SessionStartBody,
} from '@dwell/shared';
import { InvalidFields } from '../http/validation.js';
import { pathErrors } from './wire-path.js';

/*
 * The hot path's checks of a body, by hand: interpreting the DTOs' decorators for each keepalive costs more
 * than all the rest of the request. A test holds them equal to the DTOs. Fields that a body has beside
 * these are left alone, so that a newer client can talk to an older server.
 */

type Body = Readonly<Record<string, unknown>>;

/** @throws InvalidFields that names each bad field. */
export const checkSessionStart = (body: unknown): SessionStartBody => {
  if (body === undefined || body === null) return {};
  return check<SessionStartBody>(body, clientErrors);
};

/** @throws InvalidFields that names each bad field. */
export const checkSessionHide = (body: unknown): SessionHideBody => check<SessionHideBody>(body, hideErrors);

/** @throws InvalidFields that names each bad field. */
export const checkKeepalive = (body: unknown): KeepaliveBody => check<KeepaliveBody>(body, keepaliveErrors);

const check = <T>(body: unknown, errorsOf: (body: Body) => FieldError[]): T => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new InvalidFields([{ field: 'body', message: 'must be a JSON object' }]);
  }
  const errors = errorsOf(body as Body);
  if (errors.length > 0) throw new InvalidFields(errors);
  return body as T;
};

const clientErrors = (body: Body): FieldError[] => [
  ...optionalStringErrors('client_id', body['client_id']),
  ...optionalStringErrors('page_id', body['page_id']),
];

const hideErrors = (body: Body): FieldError[] => [
  ...pathErrors(body['path']),
  ...elapsedErrors(body['elapsed_ms']),
  ...clientErrors(body),
];

const keepaliveErrors = (body: Body): FieldError[] => [
  ...(typeof body['visible'] === 'boolean' ? [] : [{ field: 'visible', message: 'must be true or false' }]),
  ...hideErrors(body),
];

const optionalStringErrors = (field: string, value: unknown): FieldError[] =>
  value === undefined || value === null || isLegalString(value)
    ? []
    : [{ field, message: LEGAL_STRING_RULE }];

const elapsedErrors = (value: unknown): FieldError[] =>
  value === undefined ||
  value === null ||
  (typeof value === 'number' && value >= 0 && value <= MAX_ELAPSED_MS)
    ? []
    : [{ field: 'elapsed_ms', message: `must be a number of milliseconds from 0 to ${MAX_ELAPSED_MS}` }];
