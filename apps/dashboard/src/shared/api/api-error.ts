import type { ErrorAnswer, FieldError } from '@dwell/shared';

/** The status of an {@link ApiError} when no answer came at all. */
export const NO_ANSWER = 0;

/** A request that the API refused, or that got no answer. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** HTTP status, or {@link NO_ANSWER}. */
  readonly status: number;
  /** Which fields were rejected, and why; empty where the error is not about fields. */
  readonly fieldErrors: readonly FieldError[];
  /** When trying again makes sense, where the server said so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    status: number,
    message: string,
    details: {
      fieldErrors?: readonly FieldError[];
      retryAfterSeconds?: number | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: details.cause });
    this.status = status;
    this.fieldErrors = details.fieldErrors ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
  }

  /** The message for one field of a form. */
  forField(field: string): string | undefined {
    return this.fieldErrors.find((error) => error.field === field)?.message;
  }
}

/** Reads a refusal; its body may be the API's error shape or, behind a proxy, anything. */
export const toApiError = async (response: Response): Promise<ApiError> => {
  const answer = await readErrorAnswer(response);
  return new ApiError(response.status, answer.message ?? response.statusText, {
    fieldErrors: answer.errors ?? [],
    retryAfterSeconds: readRetryAfter(response.headers.get('Retry-After')),
  });
};

const readErrorAnswer = async (response: Response): Promise<Partial<ErrorAnswer>> => {
  try {
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null ? body : {};
  } catch {
    return {};
  }
};

const readRetryAfter = (header: string | null): number | undefined => {
  const seconds = Number(header);
  return header !== null && Number.isFinite(seconds) ? seconds : undefined;
};
