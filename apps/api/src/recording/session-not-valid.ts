import { BadRequestException } from '@nestjs/common';
import type { SessionNotValidAnswer } from '@dwell/shared';

/** A ping for which there is no active session. */
export class SessionNotValid extends BadRequestException {
  constructor() {
    super({
      statusCode: 400,
      error: 'Bad Request',
      message: 'There is no active session: call sessionstart first',
      description: 'Session Not Valid',
      name: '',
    } satisfies SessionNotValidAnswer);
  }
}
