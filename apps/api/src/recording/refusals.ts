import { BadRequestException } from '@nestjs/common';
import type { SessionNotValidAnswer } from '@dwell/shared';

/** What is wrong with a report of a caller without a username that names no user. */
export const MUST_NAME_USER = 'must name the user that this key reports for';

export const SESSION_NOT_VALID: SessionNotValidAnswer = {
  statusCode: 400,
  error: 'Bad Request',
  message: 'There is no active session: call sessionstart first',
  description: 'Session Not Valid',
  name: '',
};

/** Answers a ping whose session has ended or was never started. */
export class SessionNotValid extends BadRequestException {
  constructor() {
    super(SESSION_NOT_VALID);
  }
}
