/** One rejected field of a request. */
export interface FieldError {
  /** The field's name; nested ones with dots, array elements by index: `path.1`. */
  field: string;
  message: string;
}

/** Every error answer under /api. */
export interface ErrorAnswer {
  statusCode: number;
  /** The status in words, as `Bad Request`. */
  error: string;
  message: string;
  errors?: FieldError[];
}

/** The 400 of a ping for which there is no active session. */
export interface SessionNotValidAnswer extends ErrorAnswer {
  description: 'Session Not Valid';
  name: '';
}
