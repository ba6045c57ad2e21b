import { STATUS_CODES } from 'node:http';
import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  NotFoundException,
} from '@nestjs/common';
import { StoreTimeoutError } from '@dwell/sessions';
import type { ErrorAnswer } from '@dwell/shared';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { reasonOf, StoreUnavailableError } from '../store/ports/errors.js';
import type { Dashboard } from './pages.js';
import type { RouteTable } from './route-table.js';
import { pathOf } from './url-path.js';
import { closeBehindLongBody } from './unread-bodies.js';
import { InvalidFields } from './validation.js';

/** How long a client should wait before it tries again while the store is unavailable, in seconds. */
export const RETRY_AFTER_SECONDS = 5;

export const STORE_AWAY = 'The database can not take this now; try again soon';
export const UNFORESEEN = 'Something went wrong here; it has been logged';

/** Gives the errors of all paths under a prefix a body of their own. */
export interface ErrorShape {
  /** Matches the URL of each request to the prefix or to a path under it. The URL may have a query string. */
  readonly urls: RegExp;
  bodyOf(answer: ErrorAnswer): object;
}

/**
 * Answers every error in one shape, except where `shapes` say otherwise. A browser that opens a missing page gets the
 * dashboard. The answer has no stack, no secret and no file path. If an answer has already begun, the connection is cut
 * instead.
 */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly routes: RouteTable,
    private readonly shapes: readonly ErrorShape[],
    private readonly dashboard?: Dashboard,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const { headers, ...answer } = this.answerTo(error, request);
    // One line without a stack: while the database is away, every request logs one.
    if (isStoreAway(error)) request.log.warn(reasonOf(error));
    else if (answer.statusCode >= 500) request.log.error({ err: error }, 'request failed');
    // The answer broke off in the middle: cutting the connection tells the client that the list is not complete.
    if (reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    void reply.status(answer.statusCode).headers(headers);
    closeBehindLongBody(request, reply);
    const isPage = answer.statusCode === 404 && !this.routes.isApi(pathOf(request));
    if (isPage && this.dashboard?.answerMissing(request, reply)) return;
    const shape = this.shapes.find(({ urls }) => urls.test(request.url));
    void reply.send(shape ? shape.bodyOf(answer) : answer);
  }

  private answerTo(
    error: unknown,
    request: FastifyRequest,
  ): ErrorAnswer & { headers: Record<string, string> } {
    if (isStoreAway(error)) {
      return {
        ...errorAnswer(503, STORE_AWAY),
        headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
      };
    }
    if (error instanceof NotFoundException) return this.notFound(error, request);
    if (error instanceof HttpException) return fromHttpException(error);
    const { statusCode, message } = error as { statusCode?: unknown; message?: unknown };
    if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
      return { ...errorAnswer(statusCode, String(message)), headers: {} };
    }
    return { ...errorAnswer(500, UNFORESEEN), headers: {} };
  }

  private notFound(error: NotFoundException, request: FastifyRequest): ReturnType<ErrorFilter['answerTo']> {
    const path = pathOf(request);
    const methods = this.routes.methodsOf(path);
    if (methods.length > 0 && !methods.includes(request.method)) {
      const allow = methods.join(', ');
      return { ...errorAnswer(405, `${path} answers to ${allow}`), headers: { allow } };
    }
    return fromHttpException(error);
  }
}

/**
 * Returns whether the error says that the database, or a store of logins or of session data, can't be reached or is too
 * slow.
 */
const isStoreAway = (error: unknown): error is Error =>
  error instanceof StoreUnavailableError || error instanceof StoreTimeoutError;

export const errorAnswer = (statusCode: number, message: string): ErrorAnswer => ({
  statusCode,
  error: STATUS_CODES[statusCode] ?? 'Error',
  message,
});

/** Returns the body of the answer to an error. */
export const bodyOfError = (error: HttpException): ErrorAnswer => {
  const answer = error.getResponse();
  return {
    ...errorAnswer(error.getStatus(), error.message),
    // An exception may add fields of its own.
    ...(typeof answer === 'object' ? answer : {}),
    ...(error instanceof InvalidFields ? { errors: [...error.errors] } : {}),
  };
};

const fromHttpException = (error: HttpException): ErrorAnswer & { headers: Record<string, string> } => {
  const { retryAfterSeconds } = error as { retryAfterSeconds?: number };
  return {
    ...bodyOfError(error),
    headers: {
      ...(error.getStatus() === 401 ? { 'www-authenticate': 'Bearer realm="Dwell"' } : {}),
      ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    },
  };
};
