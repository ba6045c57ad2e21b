import { formatDuration } from '../format/duration.js';
import { messages } from '../messages/messages.js';
import { ApiError, NO_ANSWER } from './api-error.js';

/** Returns, in words for the user, what went wrong. */
export const describeError = (error: unknown): string => {
  const { errors } = messages;
  if (!(error instanceof ApiError)) return errors.unexpected;
  const { status, retryAfterSeconds, timedOut } = error;
  if (timedOut) return errors.noAnswerInTime;
  if (status === NO_ANSWER) return errors.noAnswer;
  if (status === 429 || status === 503) {
    const reason = status === 429 ? errors.tooMany : errors.busy;
    return retryAfterSeconds === undefined
      ? `${reason} ${errors.retryLater}`
      : `${reason} ${errors.retryAfter(formatDuration(Math.max(1, retryAfterSeconds)))}`;
  }
  if (status === 403) return errors.forbidden;
  if (status >= 500) return errors.server;
  const fields = error.fieldErrors.map(({ field, message }) => `${field} ${message}`).join('; ');
  return fields || error.message || errors.unexpected;
};
