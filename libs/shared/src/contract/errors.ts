/** One rejected field of a request. */
export interface FieldError {
  /** The field's name. Names of nested fields and indexes of arrays follow a dot: `path.1`. */
  field: string;
  /** What is wrong with the field, in words that follow its name: `must be a number`. */
  message: string;
}

/** Every error answer under /api. */
export interface ErrorAnswer {
  /**
   * The HTTP status.
   * @asType integer
   */
  statusCode: number;
  /** The status in words, for example `Bad Request`. */
  error: string;
  /** What went wrong, in words. */
  message: string;
  /** The fields that were rejected, if the error is about fields. */
  errors?: FieldError[];
  /**
   * Tells apart errors of one status. `code_required`, `code_wrong`: of a login whose password is right, and whose user
   * has a second factor. `must_change_password`: somebody else has set the password, and it must be changed first.
   */
  reason?: 'code_required' | 'code_wrong' | 'must_change_password';
}

/** The 400 of a ping: the request is not valid, or there is no active session. */
export type PingRefusedAnswer = ErrorAnswer | SessionNotValidAnswer;

/** The answer to a ping without an active session (400). */
export interface SessionNotValidAnswer extends ErrorAnswer {
  /** Always this text. It tells programs that no session is active. */
  description: 'Session Not Valid';
  /** Always empty. */
  name: '';
}
