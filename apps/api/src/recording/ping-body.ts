import {
  type FieldError,
  isLegalString,
  type KeepaliveBody,
  LEGAL_STRING_RULE,
  MAX_ELAPSED_MS,
  type Path,
  type SessionHideBody,
  type SessionStartBody,
} from '@dwell/shared';
import { InvalidFields } from '../http/validation.js';

/*
 * These functions check the bodies of the recording calls by hand: to interpret the DTOs' decorators for each keepalive
 * costs more than the rest of the request. A property test holds them equal to the DTOs. Unknown fields are accepted, so
 * that a newer client can talk to an older server.
 */

const PATH_RULE = 'must be an array of one or two strings, [view, tab?]';

const ELAPSED_RULE = `must be from 0 to ${MAX_ELAPSED_MS.toLocaleString('en')} milliseconds`;

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
  value === undefined || isLegalString(value) ? [] : [{ field, message: LEGAL_STRING_RULE }];

const elapsedErrors = (value: unknown): FieldError[] => {
  if (value === undefined) return [];
  if (typeof value !== 'number') return [{ field: 'elapsed_ms', message: 'must be a number' }];
  return value >= 0 && value <= MAX_ELAPSED_MS ? [] : [{ field: 'elapsed_ms', message: ELAPSED_RULE }];
};

/** Returns what is wrong with a `path` as it arrived; an empty list if it is valid. */
export const pathErrors = (path: unknown): FieldError[] => {
  const parts = typeof path === 'string' ? splitPath(path) : path;
  if (!Array.isArray(parts) || parts.length < 1 || parts.length > 2) {
    return [{ field: 'path', message: PATH_RULE }];
  }
  return parts.flatMap((part, index) =>
    isLegalString(part) ? [] : [{ field: `path.${index}`, message: LEGAL_STRING_RULE }],
  );
};

/** Decodes a valid `path`, in either of its forms. */
export const toPath = (path: Path | string): Path => (typeof path === 'string' ? splitPath(path) : path);

/** Splits the older string form `[view,tab]` at its first comma; the brackets may be missing. */
const splitPath = (text: string): [string] | [string, string] => {
  const inside = /^\[(.*)\]$/s.exec(text)?.[1] ?? text;
  const comma = inside.indexOf(',');
  return comma < 0 ? [inside] : [inside.slice(0, comma), inside.slice(comma + 1)];
};
