import { createDwellClient } from '@dwell/client';
import { ApiError, isTransient, NO_ANSWER, toApiError } from './api-error.js';
import { serverWatch } from './server-contact.js';

/** A request fails if its whole answer has not come within this time. */
export const REQUEST_TIMEOUT_MS = 30_000;

/**
 * Fetches the whole answer. Rejects with an ApiError if it does not come, or not in time, and with an AbortError when
 * the request's signal fires.
 */
const fetchInTime = async (request: Request): Promise<Response> => {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), REQUEST_TIMEOUT_MS);
  try {
    const response = await fetch(request, { signal: AbortSignal.any([request.signal, timeout.signal]) });
    const text = await response.text();
    const { status, statusText, headers } = response;
    return new Response(text || null, { status, statusText, headers });
  } catch (cause) {
    if (request.signal.aborted) throw cause;
    throw new ApiError(NO_ANSWER, 'no answer', { timedOut: timeout.signal.aborted, cause });
  } finally {
    clearTimeout(timer);
  }
};

/**
 * The client of the API that served this page. Requests send the login's cookie. Give what its calls return to
 * {@link answerTo}.
 */
export const api = createDwellClient({ credentials: 'same-origin', fetch: fetchInTime });

interface Outcome<Answer> {
  readonly data?: Answer;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * Resolves to the answer to a call of {@link api}; undefined if the answer has no body. Tells the watch on the server
 * whether the server has answered.
 * @throws ApiError when the API rejects the request or can't be reached; AbortError when the call's signal fires.
 */
export const answerTo = async <Answer>(call: Promise<Outcome<Answer>>): Promise<Answer> => {
  try {
    const { data, error, response } = await call;
    if (!response.ok) throw toApiError(response, error);
    serverWatch.noteAnswer();
    // `data` is undefined only where the type of the answer is undefined: otherwise the client would have rejected.
    return data as Answer;
  } catch (cause) {
    if (isAbort(cause)) throw cause;
    const error = cause instanceof ApiError ? cause : new ApiError(NO_ANSWER, 'no answer', { cause });
    if (isTransient(error)) serverWatch.noteFailure();
    else serverWatch.noteAnswer();
    throw error;
  }
};

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';
