/** The database can't be reached, or can't take more now; the caller may try again. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
}

/** The database can't be used at all, as it is; the message is one clear line for whoever starts the server. */
export class StoreUnusableError extends Error {
  override readonly name = 'StoreUnusableError';
}

/** What went wrong, in one line: with what lies behind it, where that is known. */
export const reasonOf = ({ message, cause }: Error): string =>
  cause instanceof Error ? `${message}: ${cause.message}` : message;
