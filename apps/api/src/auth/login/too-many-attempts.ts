import { HttpException, HttpStatus } from '@nestjs/common';

/** A 429: too many failed logins. */
export class TooManyAttempts extends HttpException {
  constructor(readonly retryAfterSeconds: number) {
    super('Too many failed attempts to log in; try again later', HttpStatus.TOO_MANY_REQUESTS);
  }
}
