import { HttpException, HttpStatus } from '@nestjs/common';

/** Thrown when a caller exceeds a limit; answered as 429 with Retry-After. */
export class TooManyRequests extends HttpException {
  readonly retryAfterSeconds: number;

  constructor(message: string, waitMs: number) {
    super(message, HttpStatus.TOO_MANY_REQUESTS);
    this.retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  }
}
