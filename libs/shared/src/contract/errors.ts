/** One rejected field of a request. */
export interface FieldError {
  /** The field's name. Names of nested fields and indexes of arrays follow a dot: `path.1`. */
  field: string;
  message: string;
}

/** Every error answer under /api. */
export interface ErrorAnswer {
  statusCode: number;
  /** The status in words, for example `Bad Request`. */
  error: string;
  message: string;
  errors?: FieldError[];
}

/** The answer to a ping without an active session (400). */
export interface SessionNotValidAnswer extends ErrorAnswer {
  description: 'Session Not Valid';
  name: '';
}
