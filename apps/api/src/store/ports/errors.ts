import type { CarriedError } from '../../platform/calls.js';
import { StartError } from '../../platform/start-error.js';

/**
 * Thrown when the database can't be reached, or when the database or the recorder can't take a call now. The caller may
 * try again.
 */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
}

/** Thrown when the database can't be used at all. The message is one line for whoever starts the server. */
export class StoreUnusableError extends StartError {
  override readonly name = 'StoreUnusableError';

  constructor(message: string, options?: ErrorOptions) {
    super([message], options);
  }
}

/**
 * Rebuilds one of the errors above after it has crossed to this thread or process. Returns undefined for all others.
 */
export const rebuildStoreError = ({ name, message, cause }: CarriedError): Error | undefined => {
  if (name === 'StoreUnusableError') return new StoreUnusableError(message);
  if (name !== 'StoreUnavailableError') return undefined;
  return new StoreUnavailableError(message, cause === undefined ? {} : { cause: new Error(cause) });
};

/** Returns the error's message and, if its cause is an error too, a colon and the cause's message. */
export const reasonOf = ({ message, cause }: Error): string =>
  cause instanceof Error ? `${message}: ${cause.message}` : message;
