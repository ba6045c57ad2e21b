/**
 * A session was ended (by `resave`, `logout` or `destroy`, or the end of its time) while a request that had seen it was
 * being answered; what that request wanted to save was not saved. Express and Fastify answer with the status.
 */
export class SessionEndedError extends Error {
  override readonly name = 'SessionEndedError';
  readonly statusCode = 409;

  constructor() {
    super('The session has ended meanwhile');
  }
}
