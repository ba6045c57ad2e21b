import { ApiError, NO_ANSWER, toApiError } from './api-error.js';
import { type QueryValue, toQueryString } from './query-string.js';

const BASE_PATH = '/api/v2';

interface RequestOptions {
  query?: Readonly<Record<string, QueryValue>>;
  body?: unknown;
  signal?: AbortSignal;
}

/**
 * One request to the API that served this page, with the login's cookie.
 * @throws ApiError when it is refused or can't be reached; AbortError when `signal` fires.
 */
const request = async <Answer>(
  method: string,
  path: string,
  { query = {}, body, signal }: RequestOptions = {},
): Promise<Answer> => {
  const response = await send(BASE_PATH + path + toQueryString(query), {
    method,
    credentials: 'same-origin',
    headers: {
      Accept: 'application/json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
  if (!response.ok) throw await toApiError(response);
  const text = await response.text();
  // An answer without a body is typed as void or undefined by its caller.
  return (text ? JSON.parse(text) : undefined) as Answer;
};

const send = async (url: string, init: RequestInit): Promise<Response> => {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError(NO_ANSWER, 'no answer', { cause });
  }
};

export const api = {
  get: <Answer>(path: string, options?: Pick<RequestOptions, 'query' | 'signal'>) =>
    request<Answer>('GET', path, options),
  post: <Answer>(path: string, body?: unknown) => request<Answer>('POST', path, { body }),
  patch: <Answer>(path: string, body: unknown) => request<Answer>('PATCH', path, { body }),
  delete: (path: string) => request<undefined>('DELETE', path),
};
