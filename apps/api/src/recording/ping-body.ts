import {
  type FieldError,
  isLegalString,
  type KeepaliveBody,
  legalPath,
  LEGAL_STRING_RULE,
  MAX_ELAPSED_MS,
  type Path,
  type Ping,
  type SessionHideBody,
  type SessionStartBody,
  type WirePath,
} from '@dwell/shared';
import { InvalidFields } from '../http/validation.js';

/*
 * These functions check the bodies of the recording calls by hand, because interpreting the DTOs' decorators for each
 * keepalive costs more than the rest of the request. A property test checks that they accept the same bodies as the
 * DTOs. Unknown fields are accepted, so that a newer client can talk to an older server.
 */

const PATH_RULE = 'must be an array of names, [view, tab?]';
const NAME_RULE = 'must be a string that is not empty, without NUL, or a list of such strings';

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
  const errors = errorsOf(checkObject(body));
  if (errors.length > 0) throw new InvalidFields(errors);
  return body as T;
};

/** @throws InvalidFields if the body is no JSON object */
export const checkObject = (body: unknown): Body => {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Body;
  throw new InvalidFields([{ field: 'body', message: 'must be a JSON object' }]);
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
  if (!Array.isArray(parts) || parts.length < 1) return [{ field: 'path', message: PATH_RULE }];
  return parts.flatMap((part: unknown, index) =>
    isName(part) || (Array.isArray(part) && part.length > 0 && part.every(isName))
      ? []
      : [{ field: `path.${index}`, message: NAME_RULE }],
  );
};

const isName = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && !value.includes('\0');

/** Decodes a valid `path`, in either of its forms. Shortens long names, and joins further names to the tab. */
export const toPath = (path: WirePath): Path => {
  const names = typeof path === 'string' ? splitPath(path) : path;
  return isPath(names) ? names : legalPath(names.flat());
};

/** Returns the ping of a body that was checked. @param visible false for a session-hide */
export const toPing = (
  kind: Ping['kind'],
  visible: boolean,
  { path, page_id, elapsed_ms }: SessionHideBody,
): Ping => ({
  kind,
  visible,
  path: toPath(path),
  pageId: page_id,
  elapsedMs: elapsed_ms === undefined ? undefined : Math.round(elapsed_ms),
});

const isPath = (names: readonly unknown[]): names is Path => names.length <= 2 && names.every(isLegalString);

/** Splits the older string form `[view,tab]` at its first comma; the brackets may be missing. */
const splitPath = (text: string): [string] | [string, string] => {
  const inside = /^\[(.*)\]$/s.exec(text)?.[1] ?? text;
  const comma = inside.indexOf(',');
  return comma < 0 ? [inside] : [inside.slice(0, comma), inside.slice(comma + 1)];
};
