import { BadRequestException } from '@nestjs/common';
import type { SessionNotValidAnswer } from '@dwell/shared';

/** The error of a report that names no user, if its caller has no username either. */
export const MUST_NAME_USER = 'must name the user that this key reports for';

export const SESSION_NOT_VALID: SessionNotValidAnswer = {
  statusCode: 400,
  error: 'Bad Request',
  message: 'There is no active session: call sessionstart first',
  description: 'Session Not Valid',
  name: '',
};

/** Thrown for a ping whose session has ended or was never started; answered as 400. */
export class SessionNotValid extends BadRequestException {
  constructor() {
    super(SESSION_NOT_VALID);
  }
}
