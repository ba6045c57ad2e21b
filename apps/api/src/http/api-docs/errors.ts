import { HOST_REFUSED } from '../allowed-hosts.js';
import { errorAnswer, STORE_AWAY, UNFORESEEN } from '../error-filter.js';
import { contentOf, type Response, type Responses } from './responses.js';
import type { Described } from './operation.js';
import { isSessman } from './security.js';

/** An error that several operations share. */
interface SharedError {
  /** The error's name in the part `components.responses` of the document. */
  readonly name: string;
  readonly description: string;
  /** An example of the error's message. */
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

type SharedErrors = Readonly<Record<number, SharedError>>;

const RETRY_AFTER = { 'Retry-After': 'When to try again, in seconds.' };

/**
 * Any operation can answer with these errors, for example when a limit, a check of the caller or a database that does
 * not answer refuses the call.
 */
const OF_ALL: SharedErrors = {
  400: {
    name: 'BadRequest',
    description: 'A field, a parameter or a header is not valid, or a text is not UTF-8.',
    message: 'limit must be a number from 1 to 1,000',
  },
  401: {
    name: 'Unauthorized',
    description: 'No valid credential, or a wrong password.',
    message: 'Log in, or send an API key or a token',
    headers: { 'WWW-Authenticate': 'The scheme of the credential.' },
  },
  403: {
    name: 'Forbidden',
    description: 'The caller lacks the role or the permission, or the request comes from an unknown origin.',
    message: 'This needs the role admin; yours is analyst',
  },
  421: {
    name: 'MisdirectedRequest',
    description: 'The server does not answer to this host name: see the setting ALLOWED_HOSTS.',
    message: HOST_REFUSED,
  },
  429: {
    name: 'TooManyRequests',
    description:
      'Too many failed logins, or requests of this user, with this key or, without a credential, from this address.',
    message: 'Too many requests; try again soon',
    headers: RETRY_AFTER,
  },
  500: {
    name: 'InternalError',
    description: 'The server failed in a way that nobody foresaw. Its log says how.',
    message: UNFORESEEN,
  },
  503: {
    name: 'Unavailable',
    description:
      'The database can not take this now, or too many lists, live streams, large bodies or passwords are being worked on.',
    message: STORE_AWAY,
    headers: RETRY_AFTER,
  },
};

/**
 * The server answers with these errors before it looks for the route. So even a sessman call gets them in the shape
 * that all other calls get.
 */
const BEFORE_ROUTES: SharedErrors = {
  408: {
    name: 'RequestTimeout',
    description: 'The request did not arrive in time. The connection ends.',
    message: 'Client Timeout',
  },
  431: {
    name: 'HeadersTooLarge',
    description: 'The URL and the headers together are larger than 16 KB.',
    message: 'Exceeded maximum allowed HTTP header size',
  },
};

/** Any operation that is no GET can have these, because a client may send a body that nobody asked for. */
const OF_BODIES: SharedErrors = {
  413: { name: 'BodyTooLarge', description: 'The body is too large.', message: 'The body is too large' },
  415: {
    name: 'NotJson',
    description: 'The body is not JSON in UTF-8 without compression.',
    message: 'The body must be JSON',
  },
};

const OF_PARAMETERS_IN_PATHS: SharedErrors = {
  414: {
    name: 'PathTooLong',
    description: 'A parameter in the path is longer than 2,048 characters.',
    message: 'URI Too Long',
  },
};

const OF_SESSMAN: SharedErrors = {
  404: {
    name: 'SessionNotFound',
    description: 'There is no such session.',
    message: 'Session ID 0123 not found.',
  },
  507: {
    name: 'QuotaReached',
    description: 'All session data together has reached its quota.',
    message: 'The quota of all callers is full',
  },
};

/** The prefix of the names of sessman's errors. */
const SESSMAN = 'Sessman';

/** Returns the errors that operations share, for the part `components.responses` of the document. */
export const sharedErrors = (): Record<string, Response> => ({
  ...componentsOf({ ...OF_ALL, ...BEFORE_ROUTES, ...OF_BODIES, ...OF_PARAMETERS_IN_PATHS }, '', errorAnswer),
  ...componentsOf({ ...OF_ALL, ...OF_BODIES, ...OF_SESSMAN }, SESSMAN, (_, error) => ({ error })),
});

const componentsOf = (
  errors: SharedErrors,
  prefix: '' | typeof SESSMAN,
  exampleOf: (status: number, message: string) => object,
): Record<string, Response> =>
  Object.fromEntries(
    Object.entries(errors).map(([status, { name, message, ...error }]) => [
      prefix + name,
      contentOf({ ...error, answer: `${prefix}ErrorAnswer`, example: exampleOf(Number(status), message) }),
    ]),
  );

/** Returns the errors of an operation by their status: those that it shares with others, then its own. */
export const errorsOf = (method: string, path: string, own: Described['errors'] = {}): Responses => ({
  ...refsTo({ ...BEFORE_ROUTES, ...(path.includes('{') && OF_PARAMETERS_IN_PATHS) }, ''),
  ...refsTo(
    { ...OF_ALL, ...(method !== 'get' && OF_BODIES), ...(isSessman(path) && OF_SESSMAN) },
    isSessman(path) ? SESSMAN : '',
  ),
  ...Object.fromEntries(
    Object.entries(own).map(([status, error]) => {
      const described =
        typeof error === 'string'
          ? {
              answer: 'ErrorAnswer' as const,
              description: error,
              example: errorAnswer(Number(status), error),
            }
          : error;
      return [status, contentOf(described)];
    }),
  ),
});

const refsTo = (errors: SharedErrors, prefix: string): Responses =>
  Object.fromEntries(
    Object.entries(errors).map(([status, { name }]) => [
      status,
      { $ref: `#/components/responses/${prefix}${name}` },
    ]),
  );
