/** The answer of each call of sessman. */
export interface SessmanAnswer {
  /** Identifies the session, and is a secret: whoever has it, and may call sessman, can read and change the data. */
  session_id: string;
  /** The data that is stored for the session: any JSON value. */
  data: unknown;
}

/** Every error answer under /sessman. */
export interface SessmanErrorAnswer {
  /** What went wrong, in words. */
  error: string;
}
