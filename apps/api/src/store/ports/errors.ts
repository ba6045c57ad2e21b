import { StartError } from '../../platform/start-error.js';

/** The database can't be reached, or can't take more now; the caller may try again. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
}

/** Thrown when the database can't be used at all; the message is one clear line for whoever starts the server. */
export class StoreUnusableError extends StartError {
  override readonly name = 'StoreUnusableError';

  constructor(message: string, options?: ErrorOptions) {
    super([message], options);
  }
}

/** What went wrong, in one line: with what lies behind it, where that is known. */
export const reasonOf = ({ message, cause }: Error): string =>
  cause instanceof Error ? `${message}: ${cause.message}` : message;
