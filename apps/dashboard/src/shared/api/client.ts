import { ApiError, isTransient, NO_ANSWER, toApiError } from './api-error.js';
import { serverWatch } from './server-contact.js';

const BASE_PATH = '/api/v2';

/** A request fails if its whole answer has not come within this time. */
export const REQUEST_TIMEOUT_MS = 30_000;

export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

interface RequestOptions {
  query?: Query;
  body?: unknown;
  signal?: AbortSignal;
}

/**
 * Sends a request to the API that served this page, with the login's cookie. Tells the watch on the server whether the
 * server has answered.
 * @throws ApiError when the API rejects the request or can't be reached; AbortError when `signal` fires.
 */
const request = async <Answer>(
  method: string,
  path: string,
  { query = {}, body, signal }: RequestOptions = {},
): Promise<Answer> => {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), REQUEST_TIMEOUT_MS);
  try {
    const response = await fetch(BASE_PATH + path + toQueryString(query), {
      method,
      credentials: 'same-origin',
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal,
    });
    if (!response.ok) throw await toApiError(response);
    const text = await response.text();
    // Callers type an answer without a body as void or undefined.
    const answer = (text ? JSON.parse(text) : undefined) as Answer;
    serverWatch.noteAnswer();
    return answer;
  } catch (cause) {
    if (signal?.aborted) throw cause;
    const error =
      cause instanceof ApiError
        ? cause
        : new ApiError(NO_ANSWER, 'no answer', { timedOut: timeout.signal.aborted, cause });
    if (isTransient(error)) serverWatch.noteFailure();
    else serverWatch.noteAnswer();
    throw error;
  } finally {
    clearTimeout(timer);
  }
};

/** Returns `?a=1&b[]=x&b[]=y`, or an empty string without parameters. Leaves undefined values out. */
export const toQueryString = (query: Query): string => {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (typeof value === 'object') value.forEach((item) => parameters.append(`${name}[]`, item));
    else parameters.append(name, String(value));
  }
  const text = parameters.toString();
  return text && `?${text}`;
};

export const api = {
  get: <Answer>(path: string, options?: Pick<RequestOptions, 'query' | 'signal'>) =>
    request<Answer>('GET', path, options),
  post: <Answer>(path: string, body?: unknown) => request<Answer>('POST', path, { body }),
  patch: <Answer>(path: string, body: unknown) => request<Answer>('PATCH', path, { body }),
  delete: (path: string) => request<undefined>('DELETE', path),
};
