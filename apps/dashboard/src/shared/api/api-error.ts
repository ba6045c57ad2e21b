import type { FieldError, LoginRefusedAnswer } from '@dwell/shared';

/** The status of an {@link ApiError} when no answer came. */
export const NO_ANSWER = 0;

interface ApiErrorDetails {
  fieldErrors?: readonly FieldError[];
  retryAfterSeconds?: number | undefined;
  reason?: LoginRefusedAnswer['reason'];
  timedOut?: boolean;
  cause?: unknown;
}

/** Thrown when the API rejects a request or does not answer. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** HTTP status, or {@link NO_ANSWER}. */
  readonly status: number;
  /** The rejected fields and why. Empty when the error is not about fields. */
  readonly fieldErrors: readonly FieldError[];
  /** How long the server asks to wait before the next try, if it says so. */
  readonly retryAfterSeconds: number | undefined;
  /** Why a login was refused although the password is right; undefined for every other error. */
  readonly reason: LoginRefusedAnswer['reason'];
  /** Whether the page gave up waiting for the answer. */
  readonly timedOut: boolean;

  constructor(
    status: number,
    message: string,
    { fieldErrors = [], retryAfterSeconds, reason, timedOut = false, cause }: ApiErrorDetails = {},
  ) {
    super(message, { cause });
    this.status = status;
    this.fieldErrors = fieldErrors;
    this.retryAfterSeconds = retryAfterSeconds;
    this.reason = reason;
    this.timedOut = timedOut;
  }

  /** Returns the message for one field of a form; undefined if the API does not reject this field. */
  forField(field: string): string | undefined {
    return this.fieldErrors.find((error) => error.field === field)?.message;
  }
}

/** Returns whether a retry may succeed: when no answer came, or when the server failed (5xx). */
export const isTransient = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === NO_ANSWER || error.status >= 500);

/**
 * Returns the error that an error answer stands for.
 * @param body the API's error shape, or anything if a proxy sent it
 */
export const toApiError = (response: Response, body: unknown): ApiError => {
  const answer: Partial<LoginRefusedAnswer> = typeof body === 'object' && body !== null ? body : {};
  return new ApiError(response.status, answer.message ?? response.statusText, {
    fieldErrors: answer.errors ?? [],
    retryAfterSeconds: readRetryAfter(response.headers.get('Retry-After')),
    reason: answer.reason,
  });
};

const readRetryAfter = (header: string | null): number | undefined => {
  const seconds = Number(header);
  return header !== null && Number.isFinite(seconds) ? seconds : undefined;
};
