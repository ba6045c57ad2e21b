import { STATUS_CODES } from 'node:http';
import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  NotFoundException,
} from '@nestjs/common';
import type { ErrorAnswer } from '@dwell/shared';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { reasonOf, StoreUnavailableError } from '../store/ports/errors.js';
import { StoreTimeoutError } from '@dwell/sessions';
import { InvalidFields } from './invalid-fields.js';
import type { RouteTable } from './route-table.js';

/** How long a client should wait before it tries again when the store can't take it, in seconds. */
export const RETRY_AFTER_SECONDS = 5;

/** The calls of the session-data API, which say what is wrong in `error`, alone, as its clients know it. */
const SESSMAN = /^\/sessman(\/|\?|$)/;

/** The one place where errors become answers: one shape (but see SESSMAN), no stack, no secret, no path. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly routes: RouteTable) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const { headers, ...answer } = this.answerTo(error, request);
    // In one line: while a database is away there is one for each request.
    if (isStoreAway(error)) request.log.warn(reasonOf(error));
    else if (answer.statusCode >= 500) request.log.error({ err: error }, 'request failed');
    // A list that broke off in the middle: the connection is cut, so that it can't pass for a whole one.
    if (reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    const body = SESSMAN.test(request.url) ? { error: answer.message } : answer;
    void reply.status(answer.statusCode).headers(headers).send(body);
  }

  private answerTo(
    error: unknown,
    request: FastifyRequest,
  ): ErrorAnswer & { headers: Record<string, string> } {
    if (isStoreAway(error)) {
      return {
        ...errorAnswer(503, 'The database can not take this now; try again soon'),
        headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
      };
    }
    if (error instanceof InvalidFields) {
      return { ...errorAnswer(400, error.message), errors: [...error.errors], headers: {} };
    }
    if (error instanceof NotFoundException) return this.notFound(error, request);
    if (error instanceof HttpException) return fromHttpException(error);
    const { statusCode, message } = error as { statusCode?: unknown; message?: unknown };
    if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
      return { ...errorAnswer(statusCode, String(message)), headers: {} };
    }
    return { ...errorAnswer(500, 'Something went wrong here; it has been logged'), headers: {} };
  }

  private notFound(error: NotFoundException, request: FastifyRequest): ReturnType<ErrorFilter['answerTo']> {
    const path = request.url.split('?')[0] ?? '';
    const methods = this.routes.methodsOf(path);
    if (methods.length > 0 && !methods.includes(request.method)) {
      const allow = methods.join(', ');
      return { ...errorAnswer(405, `${path} answers to ${allow}`), headers: { allow } };
    }
    return fromHttpException(error);
  }
}

/** The database, or the store of logins, can't be reached or is too slow. */
const isStoreAway = (error: unknown): error is Error =>
  error instanceof StoreUnavailableError || error instanceof StoreTimeoutError;

const errorAnswer = (statusCode: number, message: string): ErrorAnswer => ({
  statusCode,
  error: STATUS_CODES[statusCode] ?? 'Error',
  message,
});

const fromHttpException = (error: HttpException): ErrorAnswer & { headers: Record<string, string> } => {
  const statusCode = error.getStatus();
  const answer = error.getResponse();
  const { retryAfterSeconds } = error as { retryAfterSeconds?: number };
  return {
    ...errorAnswer(statusCode, error.message),
    // An exception may bring more fields than the common ones.
    ...(typeof answer === 'object' ? answer : {}),
    headers: {
      ...(statusCode === 401 ? { 'www-authenticate': 'Bearer realm="Dwell"' } : {}),
      ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    },
  };
};
